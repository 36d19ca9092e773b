/* Makes the tools quicker. Without it every form is sent and every link followed, to the same pages.

   A form with data-live asks the server again when something in it changes; a link with data-swap is followed without
   leaving the page. Both take the part that changed out of the page that the server answers with. */

const WAIT = 250 // ms after the last key
let waiting = null
let last = null

async function swap(url, id) {
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
    const focused = before.contains(document.activeElement) ? document.activeElement.id : ""
    // the part itself stays, so that those who are read it aloud hear what changed in it
    before.replaceChildren(...document.adoptNode(after).childNodes)
    before.removeAttribute("aria-busy")
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    const again = before.querySelector(".cmpbox")
    if (at && again) again.scrollTo({ left: at[0], top: at[1], behavior: "instant" })
    history.replaceState(null, "", url)
    errors(page)
    carry(page)
    tell(before)
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
  if (!form) return
  // another comparison has goals of its own: the whole page is another
  if (event.target.name === "comparison") form.submit()
  else later(form)
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

/* Where the focus goes: into a cell that was opened, back to the cell that was closed, else to the same link. */
function landing(link) {
  if (link.dataset.swap === "open" && link.getAttribute("aria-expanded") !== "true") return "open"
  return link.dataset.swap === "close" ? decodeURIComponent(link.hash.slice(1)) : link.id || "part"
}

document.addEventListener("click", async (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target.closest("a[data-swap]")
  if (!link) return
  event.preventDefault()
  const to = landing(link)
  if (!(await swap(`${link.pathname}${link.search}`, "part"))) return
  const at = document.getElementById(to) ?? document.getElementById("part")
  if (at.id === "part") at.tabIndex = -1
  at.focus({ preventScroll: true })
  if (at.id === "open") at.scrollIntoView({ block: "nearest" })
})

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("#open .closes")?.click()
})
