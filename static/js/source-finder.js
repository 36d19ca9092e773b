// A field that finds sources by words, author, citekey or identifier. An identifier that nobody has is looked up;
// pasted, at once.
import { ask } from "spinehealth/claim-data"
import { el, freshId } from "spinehealth/claim-parts"
import { sourceForm } from "spinehealth/source-form"

export const sourceFinder = ({ chosen, choose, lookUp, problem }) => {
  const ids = { input: freshId("find"), list: freshId("found") }
  const input = el("input", {
    id: ids.input,
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    role: "combobox",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-controls": ids.list,
  })
  const list = el("ul", { id: ids.list, role: "listbox", "aria-label": "Sources found", hidden: true })
  const status = el("p", { className: "cd-status", role: "status" })
  const form = sourceForm({
    done: (card) => {
      close()
      choose(card)
      input.focus()
    },
    cancel: () => input.focus(),
  })
  const element = el("div", { className: "cd-find" }, [
    el("label", { for: ids.input, textContent: "Add a source: paste a DOI, PMID, ISBN or address, or search by words" }),
    input,
    list,
    status,
    form.element,
  ])

  let options = []
  let active = -1
  let timer
  let running
  let pasted = false

  const announce = (sentence) => {
    status.textContent = sentence
  }

  const close = () => {
    options = []
    active = -1
    list.replaceChildren()
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  const paint = () => {
    options.forEach(({ item }, index) => item.setAttribute("aria-selected", String(index === active)))
    const item = options[active]?.item
    if (item) {
      input.setAttribute("aria-activedescendant", item.id)
      item.scrollIntoView({ block: "nearest" })
    }
  }

  const take = (index) => {
    const option = options[index]
    if (!option) return
    clearTimeout(timer)
    const typed = input.value.trim()
    input.value = option.byHand ? typed : ""
    close()
    announce("")
    if (option.card) choose(option.card)
    if (option.lookUp) lookUp(typed)
    if (option.byHand) form.open(option.identifier ? { identifier: typed } : {})
    else input.focus()
  }

  const show = ({ results, identifier }) => {
    const there = chosen()
    options = results.map((card) => ({
      card,
      parts: [
        el("span", {}, [el("b", { textContent: card.name }), ` · ${card.title}`, el("small", { textContent: card.about })]),
        el("span", { className: "cd-used", textContent: used(card, there) }),
      ],
    }))
    const unknown = identifier && !identifier.known
    const named = unknown ? `${identifier.label} ${identifier.value}` : ""
    // An identifier nobody has is most likely meant to be added; words are most likely meant to find.
    if (unknown) options.unshift({ lookUp: true, parts: [el("span", {}, ["Look up ", el("b", { textContent: named })])] })
    const hand = unknown ? "+ Type it by hand" : "+ Add a new source"
    options.push({ byHand: true, identifier: unknown, parts: [el("span", { textContent: hand })] })
    options.forEach((option, index) => {
      option.item = el("li", { id: freshId("option"), role: "option" }, option.parts)
      option.item.addEventListener("mousedown", (event) => {
        event.preventDefault() // the field keeps the focus
        take(index)
      })
    })
    list.replaceChildren(...options.map(({ item }) => item))
    list.hidden = false
    input.setAttribute("aria-expanded", "true")
    active = 0
    paint()
    announce(sentence(results.length, identifier, input.value.trim()))
  }

  const search = async () => {
    const q = input.value.trim()
    running?.abort()
    if (q.length < 2) {
      close()
      announce("")
      return
    }
    running = new AbortController()
    try {
      const found = await ask("sources/", { parameters: { q }, signal: running.signal })
      problem("")
      show(found)
      if (pasted && found.identifier) take(0)
      pasted = false
    } catch (error) {
      if (error.name === "AbortError") return
      close()
      announce("")
      problem(error)
    }
  }

  input.addEventListener("input", ({ inputType }) => {
    pasted = inputType === "insertFromPaste" || inputType === "insertFromDrop"
    clearTimeout(timer)
    timer = setTimeout(search, pasted ? 0 : 180)
  })
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      if (options.length) take(active)
      else search()
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!options.length) search()
      active = Math.max(0, Math.min(options.length - 1, active + (event.key === "ArrowDown" ? 1 : -1)))
      paint()
    }
  })

  return {
    element,
    announce,
    focus: () => input.focus(),
    byHand: form.open,
    submitForm: form.submitFrom,
    typed: () => ({ words: input.value, form: form.typed() }),
    restore: ({ words, form: values }) => {
      input.value = words
      if (values) form.open(values)
    },
  }
}

const used = (card, there) => {
  if (there.includes(card.citekey)) return "in this claim"
  return card.used ? `used in ${card.used} claim${card.used === 1 ? "" : "s"}` : "not used yet"
}

const sentence = (count, identifier, typed) => {
  if (identifier?.known) return `This ${identifier.label} is here already.`
  const found = count === 1 ? "1 source found." : `${count} sources found.`
  if (identifier) return `No source has this ${identifier.label} yet. ${count ? found : ""}`
  return count ? found : `Nothing found for “${typed}”. Try fewer words, or add a new source.`
}
