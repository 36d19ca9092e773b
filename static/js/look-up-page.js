// The page of a look-up that waits: asks once a second how it stands, and shows the answer when it has come.

const page = () => document.getElementById("look-up-page")
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const standing = async () => {
  const response = await fetch(page().dataset.ask, { headers: { Accept: "application/json" }, redirect: "manual" })
  if (!response.ok) throw new Error("refused")
  return response.json()
}

const showAnswer = async () => {
  const answer = await fetch(location.href)
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("look-up-page")
  if (!fresh) return location.reload()
  page().replaceWith(document.adoptNode(fresh))
  page().focus()
}

const wait = async () => {
  page().querySelector(".reload").parentElement.hidden = true
  for (;;) {
    await pause(1000)
    try {
      const { state, said } = await standing()
      if (state !== "waiting") return showAnswer()
      const place = document.getElementById("look-up-said")
      if (place.textContent !== said) place.textContent = said
    } catch {
      page().querySelector(".reload").parentElement.hidden = false
      document.getElementById("look-up-said").textContent = "The server could not be asked. Reload the page to see how it stands."
      return
    }
  }
}

if (page()?.dataset.state === "waiting") wait()
