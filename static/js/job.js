// Keeps what a page shows of a job up to date, and opens the page anew once the job is over.
// Any element with data-job="address of its progress" will do; see templates/admin/references/_job.html.

const PAUSE = 2000 // milliseconds
const LONGEST_PAUSE = 30000

const write = (element, text) => {
  // a live region speaks when it is written to, so only what changed is written
  if (element && element.textContent !== text) element.textContent = text
}

const show = (place, job) => {
  const part = (name) => place.querySelector(`[data-job-${name}]`)
  write(part("label"), job.label)
  write(part("said"), job.said)
  write(part("reason"), job.reason)
  write(part("count"), job.counted)
  const bar = place.querySelector("[data-job-bar] progress")
  if (!bar) return
  part("bar").hidden = !job.total && job.state !== "running"
  if (job.total) {
    bar.max = job.total
    bar.value = job.done
  } else {
    bar.removeAttribute("value")
  }
}

const watch = (place) => {
  const lost = place.querySelector("[data-job-lost]")
  let pause = PAUSE
  const look = async () => {
    try {
      const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" }, redirect: "manual" })
      // signed out, or removed meanwhile: the page itself says so
      if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) return location.reload()
      if (!answer.ok) throw new Error(answer.status)
      const job = await answer.json()
      if (job.finished) return location.reload()
      show(place, job)
      pause = PAUSE
      if (lost) lost.hidden = true
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE)
      if (lost) lost.hidden = false
    }
    setTimeout(look, pause)
  }
  setTimeout(look, pause)
}

document.querySelectorAll("[data-job]").forEach(watch)
