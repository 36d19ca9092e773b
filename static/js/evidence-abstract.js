// On the evidence sheet: words selected in the abstract join the sentences that are ticked, and go with the form.

const panel = document.querySelector("tr.edit .abstract")

if (panel) {
  const chosen = panel.parentElement.querySelector(".ab-chosen")
  const boxes = () => [...panel.parentElement.querySelectorAll("input[type=checkbox]")]
  const tell = () => {
    const detail = boxes().flatMap((box) => (box.checked ? [box.value] : []))
    panel.dispatchEvent(new CustomEvent("abstract:taken", { bubbles: true, detail }))
  }

  const add = ({ place, quote }) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: panel.dataset.name, value: quote })
    box.id = `words-${boxes().length + 1}`
    const label = Object.assign(document.createElement("label"), { htmlFor: box.id })
    const words = Object.assign(document.createElement("q"), { textContent: quote })
    const where = Object.assign(document.createElement("b"), { textContent: place })
    label.append(where, " ", words)
    const pick = Object.assign(document.createElement("div"), { className: "pick" })
    pick.append(box, label)
    chosen.append(pick)
    return box
  }

  panel.addEventListener("abstract:words", ({ detail }) => {
    for (const words of detail) {
      const box = boxes().find(({ value }) => value === words.quote) ?? add(words)
      box.checked = true
      box.dispatchEvent(new Event("input", { bubbles: true })) // the form has something to save
    }
    tell()
  })
  panel.parentElement.addEventListener("change", tell)
  for (const hint of document.querySelectorAll("tr.edit .with-script")) hint.hidden = false
  tell()
}
