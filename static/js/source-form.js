// The short form for a new source that no catalogue knows, right in the dialog.
import { ask, choices, signInLink } from "spinehealth/claim-data"
import { el, select, showError } from "spinehealth/claim-parts"

const plain = (text) => text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "").toLowerCase()

// “yousef2013”; the server adds a letter where that is taken.
const proposed = ({ authors, year, title }) => {
  const first = authors.split("\n")[0].replace(/[{}]/g, "").split(",")[0] || title.split(" ")[0] || ""
  const words = plain(first).match(/[a-z0-9]+/g) || []
  return words.length ? `${words.slice(0, 2).join("")}${year}` : ""
}

export const sourceForm = ({ done, cancel }) => {
  const type = select("Type", choices.types || [])
  const design = select("Study design", [["", "not a study, or not known"], ...(choices.designs || [])])
  const inputs = {
    identifier: el("input", { type: "text", placeholder: "10.1111/anae.12107, PMID or https://…" }),
    csl_type: type.input,
    title: el("textarea", { rows: 2 }),
    authors: el("textarea", { rows: 2, placeholder: "Yousef, A. A.\n{World Health Organization}" }),
    year: el("input", { type: "text", inputMode: "numeric", maxLength: 4, size: 4 }),
    container_title: el("input", { type: "text", maxLength: 300 }),
    design: design.input,
    sample_size: el("input", { type: "text", inputMode: "numeric", maxLength: 9, size: 6 }),
    population: el("input", { type: "text" }),
    citekey: el("input", { type: "text", maxLength: 60, spellcheck: false }),
    not_findable_because: el("input", { type: "text" }),
  }
  const field = (label, input, look = "") => el("label", { className: `cd-field ${look}` }, [label, input])
  const problem = el("div", { className: "cd-problem", role: "alert" })
  const add = el("button", { type: "button", className: "cd-primary", textContent: "Add source" })
  const stop = el("button", { type: "button", textContent: "Back" })
  const why = field("No identifier and no address: why it has none (readers see this)", inputs.not_findable_because, "cd-wide")
  const element = el("fieldset", { className: "cd-new", hidden: true }, [
    el("legend", { textContent: "New source" }),
    el("p", { className: "cd-quiet cd-wide", textContent: "For what no catalogue knows. Otherwise paste its DOI, PMID, ISBN or address above: it is looked up." }),
    field("Identifier or address", inputs.identifier, "cd-wide"),
    field("Title", inputs.title, "cd-wide"),
    field("Authors, one a line: Family, Given; an organisation in braces", inputs.authors, "cd-wide"),
    type.field,
    field("Year", inputs.year),
    field("Journal, book or site", inputs.container_title, "cd-grow"),
    design.field,
    field("People studied", inputs.sample_size),
    field("Who they were", inputs.population, "cd-grow"),
    field("Citekey", inputs.citekey),
    why,
    problem,
    el("div", { className: "cd-wide cd-buttons" }, [add, stop]),
  ])

  let proposal = ""
  const propose = () => {
    if (inputs.citekey.value !== proposal) return // the editor chose one
    proposal = proposed({ authors: inputs.authors.value, year: inputs.year.value.trim(), title: inputs.title.value })
    inputs.citekey.value = proposal
  }
  for (const name of ["authors", "year", "title"]) inputs[name].addEventListener("input", propose)

  const askWhy = () => (why.hidden = Boolean(inputs.identifier.value.trim()))
  inputs.identifier.addEventListener("input", askWhy)

  const close = () => {
    element.hidden = true
    for (const [name, input] of Object.entries(inputs)) if (name !== "csl_type") input.value = ""
    proposal = ""
    problem.replaceChildren()
  }

  const known = (sentence, card) => {
    const use = el("button", { type: "button", textContent: `Use ${card.name}` })
    use.addEventListener("click", () => {
      close()
      done(card)
    })
    const link = el("a", { href: card.admin_url, target: "_blank", rel: "noopener", textContent: "Look at it" })
    problem.replaceChildren(sentence, " ", use, " ", link)
    use.focus()
  }

  // It may be a work that is here already; the editor may say that it is not.
  const alike = (sentence, cards) => {
    known(sentence, cards[0])
    const anyway = el("button", { type: "button", textContent: "Add it all the same" })
    anyway.addEventListener("click", () => submit({ anyway: "yes" }))
    problem.append(" ", anyway)
  }

  const submit = async (more = {}) => {
    element.querySelectorAll(".cd-error").forEach((error) => error.remove())
    problem.replaceChildren()
    const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]))
    if (values.citekey === proposal) values.citekey = "" // the server knows which are taken
    add.disabled = true
    try {
      const { source } = await ask("sources/add/", { post: { ...values, ...more } })
      close()
      done(source)
    } catch (error) {
      if (error.body?.existing) {
        known(error.message, error.body.existing)
        return
      }
      if (error.body?.look_alikes) {
        alike(error.message, error.body.look_alikes)
        return
      }
      const errors = Object.entries(error.body?.errors || {})
      for (const [name, sentences] of errors) showError(inputs[name] || inputs.title, sentences.join(" "))
      problem.replaceChildren(error.message, ...(error.signedOut ? [" ", signInLink()] : []))
      if (errors.length) (inputs[errors[0][0]] || inputs.title).focus()
    } finally {
      add.disabled = false
    }
  }

  add.addEventListener("click", () => submit())
  stop.addEventListener("click", () => {
    element.hidden = true // what was typed stays in the form
    cancel()
  })
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      submit()
    }
  })

  return {
    element,
    typed: () => (element.hidden ? null : Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]))),
    open: (values) => {
      element.hidden = false
      for (const [name, value] of Object.entries(values)) inputs[name].value ||= value
      proposal = values.citekey ?? proposal
      inputs.csl_type.value = values.csl_type || inputs.csl_type.value
      propose()
      askWhy()
      element.scrollIntoView({ block: "nearest" })
      ;(inputs.title.value ? inputs.authors : inputs.title).focus()
    },
    submitFrom: (target) => {
      if (!element.contains(target)) return false
      submit()
      return true
    },
  }
}
