/* Makes the tools quicker. Without it every form is sent and every link followed, to the same pages.

   A form with data-live asks the server again when something in it changes; a link with data-swap is followed without
   leaving the page. Both take the part that changed out of the page that the server answers with. */

const WAIT = 250 // ms after the last key
let waiting = null
let last = null

async function swap(url, id, keep = true) {
  last?.abort()
  last = new AbortController()
  const before = document.getElementById(id)
  before.setAttribute("aria-busy", "true")
  try {
    const answer = await fetch(url, { signal: last.signal, headers: { Accept: "text/html" } })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const after = page.getElementById(id)
    if (!answer.ok || !after) throw new Error(`${answer.status}`)
    const box = before.querySelector(".cmpbox")
    const at = box && [box.scrollLeft, box.scrollTop]
    before.replaceWith(document.adoptNode(after))
    const again = after.querySelector(".cmpbox")
    if (at && again) again.scrollTo({ left: at[0], top: at[1], behavior: "instant" })
    if (keep) history.replaceState(null, "", url)
    errors(page)
    carry(page)
    tell(after)
    return true
  } catch (error) {
    if (error.name === "AbortError") return false
    location.href = url
    return false
  }
}

/* What is wrong with a field stands at the field, and goes when it is mended; what was typed is left alone. */
function errors(page) {
  for (const field of document.querySelectorAll("[data-live] .fld, .med .fld")) {
    const input = field.querySelector("input, select")
    const answered = input?.id && page.getElementById(input.id)
    if (!answered || !field.isConnected) continue
    const fresh = answered.closest(".fld").querySelector(".err")
    field.querySelector(".err")?.remove()
    field.classList.toggle("wrong", Boolean(fresh))
    if (fresh) input.before(document.adoptNode(fresh))
    for (const name of ["aria-invalid", "aria-describedby"]) {
      const value = answered.getAttribute(name)
      if (value === null) input.removeAttribute(name)
      else input.setAttribute(name, value)
    }
  }
}

/* The links to the other tools carry what was chosen; choices of people depend on the authority. */
function carry(page) {
  const tools = page.querySelector("nav[aria-label^='Tools']")
  const mine = document.querySelector("nav[aria-label^='Tools']")
  if (tools && mine && !mine.contains(document.activeElement)) mine.replaceWith(document.adoptNode(tools))
  const who = document.querySelector("select[name=who]")
  const fresh = page.querySelector("select[name=who]")
  if (who && fresh && who !== document.activeElement) who.replaceWith(document.adoptNode(fresh))
}

function tell(part) {
  const told = document.getElementById("told")
  const words = part.querySelector("[data-told]")?.textContent.trim()
  if (told && words) told.textContent = words
}

function ask(form) {
  const said = [...new FormData(form)].filter(([, value]) => value !== "")
  const query = new URLSearchParams(said).toString()
  return swap(`${location.pathname}${query ? `?${query}` : ""}`, form.dataset.live)
}

function later(form) {
  clearTimeout(waiting)
  waiting = setTimeout(() => ask(form), WAIT)
}

function formOf(element) {
  return element.form?.matches("[data-live]") ? element.form : null
}

document.addEventListener("change", (event) => {
  const form = formOf(event.target)
  if (form) later(form)
})
document.addEventListener("input", (event) => {
  const form = formOf(event.target)
  // a text that stands within the part would be taken away under the typing hand
  if (form && event.target.matches("input:not([type=checkbox], [type=radio])") && form.contains(event.target)) later(form)
})
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-live]")) return
  event.preventDefault()
  clearTimeout(waiting)
  ask(event.target)
})

document.addEventListener("click", async (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target.closest("a[data-swap]")
  if (!link) return
  event.preventDefault()
  const url = new URL(link.href)
  const focus = link.dataset.swap === "open" && link.getAttribute("aria-expanded") !== "true" ? "open" : link.hash.slice(1) || link.id
  url.hash = ""
  if (!(await swap(`${url.pathname}${url.search}`, "part"))) return
  const at = document.getElementById(link.dataset.swap === "open" && focus === "open" ? "open" : link.id || focus) ?? document.getElementById(focus)
  at?.focus({ preventScroll: true })
  if (focus === "open") at?.scrollIntoView({ block: "nearest" })
})

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("#open .closes")?.click()
})
