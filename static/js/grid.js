// The grid: arrows move, Enter opens, Del asks why a cell is empty, P pins, / goes to the source field, Esc comes back.
// Cells are opened and saved by fetch; the server answers with the parts of the page that change. Everything here has a
// link or a button of its own, so that without this script the same addresses are plain pages.

const grid = document.getElementById("grid")
const side = document.getElementById("side")
const status = document.getElementById("grid-said")
const links = () => [...(grid?.querySelectorAll("td > a") ?? [])]
const panel = () => document.getElementById("cell")
const opened = () => panel()?.dataset.open
const typing = (target) => target.closest("input, textarea, select, [contenteditable]")

// ---- one stop for the Tab key

const stopAt = (link) => {
  for (const each of links()) each.tabIndex = -1
  if (link) link.tabIndex = 0
}

const cellLink = (key) => links().find((link) => link.parentElement.dataset.cell === key)

const move = (link, event) => {
  const cell = link.parentElement
  const row = cell.parentElement
  const column = cell.cellIndex
  const rows = [...row.parentElement.rows]
  const at = rows.indexOf(row)
  const all = event.ctrlKey || event.metaKey
  const to = {
    ArrowLeft: () => row.cells[column - 1],
    ArrowRight: () => row.cells[column + 1],
    ArrowUp: () => rows[at - 1]?.cells[column],
    ArrowDown: () => rows[at + 1]?.cells[column],
    Home: () => (all ? rows[0] : row).cells[1],
    End: () => [...(all ? rows.at(-1) : row).cells].at(-1),
  }[event.key]?.()
  const next = to?.querySelector(":scope > a")
  if (!next) return
  stopAt(next)
  next.focus()
  next.scrollIntoView({ block: "nearest", inline: "nearest" })
}

// ---- opening and saving

let touched = false
let asking

const leave = () => !touched || confirm("What you typed in this cell is not saved. Leave it?")

const say = (sentence) => {
  status.textContent = ""
  // a live region tells what changes in it
  setTimeout(() => (status.textContent = sentence), 30)
}

const swap = (html) => {
  const answer = document.createElement("template")
  answer.innerHTML = html
  for (const part of answer.content.querySelectorAll("[data-swap] [id]")) {
    if (part.parentElement.closest("[id]")) continue
    document.getElementById(part.id)?.replaceWith(part)
  }
  showKeys()
  return answer.content.querySelector("[data-said]")?.textContent ?? ""
}

const mark = (address) => {
  for (const cell of grid?.querySelectorAll("td.sel, td.pin") ?? []) {
    cell.classList.remove("sel", "pin")
    cell.firstElementChild.removeAttribute("aria-current")
  }
  const open = cellLink(address.searchParams.get("cell"))
  open?.parentElement.classList.add("sel")
  open?.setAttribute("aria-current", "true")
  cellLink(address.searchParams.get("pin"))?.parentElement.classList.add("pin")
  if (open) stopAt(open)
  // the cells remember what is pinned
  for (const link of links()) {
    const to = new URL(link.href)
    const pin = address.searchParams.get("pin")
    if (pin) to.searchParams.set("pin", pin)
    else to.searchParams.delete("pin")
    link.href = to
  }
}

// Ask the server for `address`; false where it did not answer with a panel.
const fetchPanel = async (address, options = {}) => {
  asking?.abort()
  asking = new AbortController()
  const headers = { "X-Fragment": "cell" }
  let response
  try {
    response = await fetch(address, { ...options, headers, redirect: "manual", signal: asking.signal })
  } catch (error) {
    if (error.name !== "AbortError") say("The server could not be reached. Nothing you typed is lost; try again.")
    return false
  }
  if (response.type === "opaqueredirect" || response.status === 403) {
    say("You are signed out, or may not do this. Sign in again in another tab; nothing here is lost.")
    return false
  }
  if (response.status >= 500 || response.status === 404) {
    say("The server could not answer. Nothing you typed is lost; try again in a moment.")
    return false
  }
  const said = swap(await response.text())
  if (said) say(said)
  return response
}

const open = async (href, focus = () => panel().focus({ preventScroll: true })) => {
  if (!leave()) return
  const address = new URL(href, location.href)
  if (!(await fetchPanel(address))) return
  touched = false
  history.replaceState(null, "", address)
  mark(address)
  focus()
}

const save = async (form, button) => {
  const data = new FormData(form, button)
  const response = await fetchPanel(form.action, { method: "POST", body: data })
  if (!response) return
  const looked = button?.name === "_look"
  touched = looked || !response.ok
  const bad = panel().querySelector(".bad input, .bad textarea, .bad select, .conflict, .errornote")
  if (looked) [...panel().querySelectorAll(".source-key")].at(-1)?.focus()
  else if (!response.ok) (bad ?? panel()).focus()
  else cellLink(opened())?.focus()
  mark(new URL(form.action))
}

const back = () => (cellLink(opened()) ?? links()[0])?.focus()

// ---- events

grid?.addEventListener("click", (event) => {
  const link = event.target.closest("td > a")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  open(link.href)
})

side?.addEventListener("click", (event) => {
  const link = event.target.closest("a.swap, a.close, a.unpin")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const from = opened()
  open(link.href, () => (link.matches(".close") ? cellLink(from)?.focus() : panel().focus({ preventScroll: true })))
})

side?.addEventListener("submit", (event) => {
  event.preventDefault()
  save(event.target, event.submitter)
})
side?.addEventListener("input", () => (touched = true))
addEventListener("beforeunload", (event) => touched && event.preventDefault())

const empties = () => panel()?.querySelector("a.swap[href*='empty=1']")
const emptyIt = async (link) => {
  const address = new URL(link.href)
  address.searchParams.set("empty", "1")
  await open(address, () => panel().querySelector("input[name=empty]:checked, input[name=empty]")?.focus())
}
const pinIt = (link) => {
  const address = new URL(link.href)
  const key = link.parentElement.dataset.cell
  if (address.searchParams.get("pin") === key) address.searchParams.delete("pin")
  else address.searchParams.set("pin", key)
  const now = new URL(location.href).searchParams.get("cell")
  if (now) address.searchParams.set("cell", now)
  open(address, () => cellLink(key)?.focus())
}
const toSource = async (link) => {
  if (link && link.parentElement.dataset.cell !== opened()) await open(link.href)
  const fields = [...panel().querySelectorAll(".source-key")]
  ;(fields.find((field) => !field.value) ?? fields[0])?.focus()
}

grid?.addEventListener("keydown", (event) => {
  const link = event.target.closest("td > a")
  if (!link || event.altKey) return
  const acts = {
    Delete: () => emptyIt(link),
    Backspace: () => emptyIt(link),
    p: () => pinIt(link),
    "/": () => toSource(link),
  }
  if (/^(Arrow|Home|End)/.test(event.key)) {
    event.preventDefault()
    move(link, event)
  } else if (!event.ctrlKey && !event.metaKey && acts[event.key]) {
    event.preventDefault()
    acts[event.key]()
  }
})

side?.addEventListener("keydown", (event) => {
  if (event.key === "Escape") back()
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    const form = panel().querySelector("form")
    form?.requestSubmit(form.querySelector("button[name=save]"))
  } else if (!typing(event.target) && event.key === "Delete") empties()?.click()
  else if (!typing(event.target) && event.key === "/") {
    event.preventDefault()
    toSource()
  }
})

const showKeys = () => {
  for (const keys of document.querySelectorAll(".keys, .acts kbd")) keys.hidden = false
}

showKeys()
stopAt(cellLink(opened()) ?? links()[0])
