// Around the article's form: unsaved changes warn, a save is sent only when it can arrive, blocks move by keyboard.
import { ask, page, remember, signInLink } from "spinehealth/claim-data"

const form = document.getElementById("article_form")
const message = document.getElementById("editor-message")

// ---- unsaved changes warn before leaving

const contents = () => new URLSearchParams([...new FormData(form)].map(([k, v]) => [k, v.name ?? v])).toString()
let saved = null
let leaving = false

const changed = () => form.querySelector(".errorlist, .errornote") !== null || (saved !== null && contents() !== saved)

if (form) {
  addEventListener("load", () => setTimeout(() => (saved = contents())))
  addEventListener("beforeunload", (event) => {
    if (!leaving && changed()) event.preventDefault()
  })
  form.addEventListener("submit", send)
}

// ---- a save that would be lost is not sent: no connection, signed out, article deleted

async function send(event) {
  if (leaving) return
  event.preventDefault()
  say("")
  try {
    await ask("", { parameters: page.article ? { article: page.article } : {} })
  } catch (error) {
    say(`Not saved. ${error.message}`, error.signedOut ? [" ", signInLink()] : [])
    return
  }
  // Signing in again in another tab changed the token.
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]
  if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token
  leaving = true
  form.requestSubmit(event.submitter)
}

function say(sentence, more = []) {
  message.replaceChildren(...(sentence ? [sentence, ...more] : []))
  if (sentence) message.scrollIntoView({ block: "center" })
}

addEventListener("pageshow", () => (leaving = false))

// ---- how the claims of the text stand: one request

if (page.article) {
  ask("claims/", { parameters: { article: page.article } })
    .then(({ claims }) => remember(claims))
    .catch((error) => say(`How the claims stand could not be loaded. ${error.message}`))
}

// ---- each editor has the name of its field

const name = ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  if (!label) return
  label.id ||= `${textarea.id}-label`
  editor.view.dom.setAttribute("aria-labelledby", label.id)
  label.addEventListener("click", () => editor.commands.focus())
}
document.addEventListener("prose-editor:ready", name)
document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => (editor.view.dom.spellcheck = true))

// Pressed outside any field, the browser's own undo reaches into an editor behind its back and takes words out of it.
document.addEventListener("keydown", (event) => {
  const undo = (event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase())
  if (undo && !event.target.closest("input, textarea, select, .ProseMirror")) event.preventDefault()
})

// ---- blocks by keyboard: content-editor 9.1 offers the mouse only

const handle = (element, name, act) => {
  element.tabIndex = 0
  element.setAttribute("role", "button")
  if (name) element.setAttribute("aria-label", name)
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || !["Enter", " "].includes(event.key)) return
    event.preventDefault()
    act(event)
  })
}

const blocksInOrder = () =>
  [...document.querySelectorAll(".order-machine .inline-related:not(.empty-form)")].sort((a, b) => a.style.order - b.style.order)

const move = (block, by) => {
  const blocks = blocksInOrder()
  const from = blocks.indexOf(block)
  const to = Math.max(0, Math.min(blocks.length - 1, from + by))
  blocks.splice(to, 0, ...blocks.splice(from, 1))
  blocks.forEach((each, index) => {
    each.querySelector(".order-machine-ordering").value = each.style.order = 10 * (index + 1)
  })
  block.querySelector("h3")?.focus()
  document.getElementById("editor-moves").textContent = `Block ${to + 1} of ${blocks.length}.`
}

const reachable = (root) => {
  for (const target of root.querySelectorAll(".order-machine-insert-target:not([tabindex])")) {
    handle(target, "Insert a block here", () => {
      target.click()
      document.querySelector(".plugin-buttons .plugin-button:not(.content-editor-hide)")?.focus()
    })
  }
  for (const button of root.querySelectorAll(".plugin-buttons .plugin-button:not([tabindex])")) {
    handle(button, "", () => button.click())
  }
  for (const heading of root.querySelectorAll(".order-machine .inline-related:not(.empty-form) > h3:not([tabindex])")) {
    handle(heading, "", () => heading.click())
    heading.setAttribute("aria-description", "Alt and arrow keys move this block")
    heading.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return
      event.preventDefault()
      move(heading.closest(".inline-related"), event.key === "ArrowUp" ? -1 : 1)
    })
  }
}

document.addEventListener("content-editor:ready", () => {
  reachable(document)
  document.addEventListener("formset:added", ({ target }) =>
    setTimeout(() => {
      reachable(document)
      // its first field, or its head where the editor is still to come
      if (target.closest?.(".order-machine")) target.querySelector("select, input[type=text], h3")?.focus()
    }),
  )
})

// ---- what was refused comes first, whatever place content-editor scrolls back to

const refused = document.getElementById("conflict") || form?.querySelector(".errornote")
if (refused) {
  setTimeout(() => {
    refused.tabIndex = -1
    refused.focus()
    refused.scrollIntoView()
  }, 400)
}
