// Keys of the audit. No page imports this; a page says in its HTML which control a key presses, and this presses it:
//
//   <button data-key="x" data-key-says="Take or release">   a letter, a digit, "/", "?", "Enter": when no text field has focus
//   <button data-key="Ctrl+Enter">                          (Cmd on a Mac) from within a text field, too
//   <textarea data-key="n">                                 a field is focused; radios, boxes, links and buttons are clicked
//   <li data-key-scope>… <button data-key="s"> …</li>       its keys act only while the scope has the class "cur"
//   <button hidden data-key="j" data-with-keys>             shown only where this script runs
//
// Of several controls with the same key the first that is visible, enabled and in scope is pressed; one in a scope goes
// before one outside. A single "Enter" leaves links, buttons and fields that have the focus alone. Escape leaves a text
// field. Nothing acts while a dialog is open. data-key-says is the line in the list of keys; without it the control's
// aria-label, or its text. A script that must do more listens to the control's click (or focus).
// A reader of the page may turn keys off (WCAG 2.1.4); the browser remembers it. Then `html` lacks the class "keys-on".

const STORED = "spinehealth-audit-keys"
const TYPED_IN = ["text", "search", "email", "url", "tel", "number", "password", "date", "time", "month", "week", "datetime-local"]

const dialog = document.getElementById("keys")
const turn = dialog?.querySelector("input[name=keys-on]")

const remembered = () => {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null // storage may be forbidden; then keys are on
  }
}

const remember = (said) => {
  try {
    localStorage.setItem(STORED, said)
  } catch {
    // it holds for this page only
  }
}

const isTypedIn = (element) =>
  element.isContentEditable ||
  element.matches("textarea, select") ||
  (element.matches("input") && TYPED_IN.includes(element.type))

const keyOf = (event) => {
  if (event.altKey) return ""
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key
}

const isReady = (control) => {
  const scope = control.closest("[data-key-scope]")
  return control.checkVisibility() && !control.disabled && (!scope || scope.classList.contains("cur"))
}

const controlOf = (key) => {
  const ready = [...document.querySelectorAll("[data-key]")].filter((c) => c.dataset.key === key && isReady(c))
  return ready.find((control) => control.closest("[data-key-scope]")) ?? ready[0]
}

const press = (control) => {
  control.scrollIntoView({ block: "nearest" })
  if (isTypedIn(control)) return control.focus()
  if (control.matches("input, summary")) control.focus()
  control.click()
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return
  const focus = document.activeElement ?? document.body
  const key = keyOf(event)
  if (key === "Escape" && isTypedIn(focus)) return focus.blur()
  if (!document.documentElement.classList.contains("keys-on")) return
  if (isTypedIn(focus) && !key.startsWith("Ctrl+")) return
  if (key === "Enter" && focus.matches("a[href], button, summary, input")) return
  const control = controlOf(key)
  if (!control) return
  event.preventDefault()
  // a key that is held down must not send a form twice
  if (!event.repeat || control.matches('button[type="button"]')) press(control)
})

const set = (on) => {
  document.documentElement.classList.toggle("keys-on", on)
  if (turn) turn.checked = on
}

const spoken = (key) => key.split("+").map((part) => (part.length === 1 ? part.toUpperCase() : part))

const list = () => {
  const lines = new Map()
  for (const control of document.querySelectorAll("[data-key]")) {
    const says = control.dataset.keySays || control.ariaLabel || control.textContent.trim()
    if (says && !lines.has(control.dataset.key)) lines.set(control.dataset.key, says)
  }
  lines.set("Escape", "Leave a text field")
  const parts = [...lines].map(([key, says]) => {
    const line = document.createElement("div")
    const [name, meaning] = [document.createElement("dt"), document.createElement("dd")]
    for (const part of spoken(key)) name.append(Object.assign(document.createElement("kbd"), { textContent: part }), " ")
    meaning.textContent = says
    line.append(name, meaning)
    return line
  })
  dialog.querySelector("dl").replaceChildren(...parts)
}

if (dialog) {
  for (const control of document.querySelectorAll("[data-with-keys]")) control.hidden = false
  document.getElementById("show-keys").addEventListener("click", () => {
    list()
    dialog.showModal()
  })
  turn.addEventListener("change", () => {
    set(turn.checked)
    remember(turn.checked ? "on" : "off")
  })
}
set(remembered() !== "off")
