// Small pieces of the claim dialog's page.

let number = 0
export const freshId = (name) => `${name}-${++number}`

export const el = (tag, attributes = {}, children = []) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (/^(aria-|data-|role$|for$)/.test(name)) element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children)
  return element
}

export const select = (label, options, value) => {
  const input = el(
    "select",
    {},
    options.map(([key, text]) => el("option", { value: key, textContent: text })),
  )
  if (value) input.value = value
  return { input, field: el("label", { className: "cd-field" }, [label, input]) }
}

// Says at an input what is wrong with it, and ties both together for those who do not see it.
export const showError = (input, sentence) => {
  const error = el("span", { className: "cd-error", id: freshId("error"), textContent: sentence })
  const block = input.closest(".cd-field, .cd-passage, .cd-row") || input.parentElement
  block.append(error)
  input.setAttribute("aria-invalid", "true")
  input.setAttribute("aria-describedby", error.id)
  input.addEventListener(
    "input",
    () => {
      error.remove()
      input.removeAttribute("aria-invalid")
      input.removeAttribute("aria-describedby")
    },
    { once: true },
  )
}
