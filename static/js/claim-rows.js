// One source of a claim in the dialog: its stance, and the passages that the claim rests on.
import { abstractPanel } from "spinehealth/abstract-panel"
import { choices } from "spinehealth/claim-data"
import { el, freshId, select } from "spinehealth/claim-parts"
import { answerTo, askCatalogues } from "spinehealth/look-up"

// A card with a `lookUp` is what the catalogues found: it becomes a source of the library when the claim is saved.
export class SourceRow {
  constructor(card, said, { remove, changed }) {
    this.card = card
    this.citekey = card.citekey
    this.lookUp = card.lookUp
    this.written = []
    this.stopping = new AbortController()
    this.element = el("section", { className: "cd-row", "aria-label": card.name || card.citekey }, [
      this.title(),
      this.stances(said.stance),
      this.removeButton(remove),
      ...this.messages(said, changed),
      this.passages(said.passages || []),
    ])
    this.element.classList.toggle("cd-row--wrong", Boolean(card.missing) || card.status === "retracted")
  }

  // It is in the library now.
  takenOver(card) {
    this.citekey = card.citekey
    this.lookUp = null
  }

  stop() {
    this.stopping.abort()
  }

  title() {
    const { card } = this
    if (card.missing) return el("div", { className: "cd-title" }, [el("b", { textContent: card.citekey })])
    const link = card.admin_url
      ? el("a", { href: card.admin_url, target: "_blank", rel: "noopener", textContent: card.name })
      : card.name
    const title = el("span", { title: card.title }, [el("b", {}, [link]), ` ${card.title}`])
    return el("div", { className: "cd-title" }, [title, el("small", { textContent: card.about })])
  }

  stances(stance) {
    const name = freshId("stance")
    this.stanceInputs = choices.stances.map(([value]) => el("input", { type: "radio", name, value, checked: value === stance }))
    return el("div", { className: "cd-stances", role: "radiogroup", "aria-label": `What ${this.citekey || this.card.name} does for this sentence` },
      choices.stances.map(([value, label], index) =>
        el("label", { className: `cd-stance cd-stance--${value}` }, [
          this.stanceInputs[index],
          el("i", { className: `stance-mark stance-mark--${value}`, "aria-hidden": "true" }),
          label,
        ]),
      ),
    )
  }

  removeButton(remove) {
    const button = el("button", { type: "button", className: "cd-remove", title: "Remove this source", textContent: "✕" })
    button.setAttribute("aria-label", `Remove ${this.card.name || this.citekey}`)
    button.addEventListener("click", remove)
    return button
  }

  messages(said, changed) {
    const { card } = this
    if (card.missing) {
      return [message("wrong", `There is no source “${card.citekey}”. Remove it here and choose another.`)]
    }
    const found = (card.warnings || []).map((sentence) => message("warn", sentence))
    if (card.origin) found.push(message("good", `Found in ${card.origin}. It is added when you save the claim.`))
    if (card.status) found.push(message(card.status === "retracted" ? "wrong" : "warn", `This source: ${card.status_label}.`))
    if (said.verdict) {
      const fresh = said.fresh && !changed
      const when = said.judged_on ? `, ${said.judged_on}` : ""
      found.push(
        fresh
          ? message("good", `A reviewer found: ${said.verdict}${when}.`)
          : message("warn", `A reviewer found: ${said.verdict}${when}. It is out of date, because the wording or the evidence changed.`),
      )
    }
    return found
  }

  // ---- passages: choose those there are, or write one

  passages(chosen) {
    if (this.card.missing) return el("span")
    const ids = chosen.filter((p) => p.id).map((p) => p.id)
    this.boxes = this.card.passages.map((passage) => el("input", { type: "checkbox", value: passage.id, checked: ids.includes(passage.id) }))
    this.writings = el("div")
    const write = el("button", { type: "button", className: "cd-quiet-button", textContent: "+ Write a passage" })
    write.addEventListener("click", () => this.write().focus())
    this.summary = el("summary")
    this.place = el("div", { className: "cd-passages" }) // of the abstract
    this.details = el("details", { className: "cd-passages" }, [
      this.summary,
      ...this.card.passages.map((passage, index) => el("label", { className: "cd-choice" }, [this.boxes[index], described(passage)])),
      this.writings,
      write,
    ])
    this.showAbstract(this.card.abstract, chosen)
    for (const passage of chosen.filter((p) => !p.id && !this.abstract?.isOurs(p))) this.write(passage)
    this.details.addEventListener("input", () => this.count())
    this.count()
    return el("div", { className: "cd-passages" }, [this.place, this.details])
  }

  // ---- the abstract: what is chosen in it is a passage

  showAbstract(parts, chosen = [], open = Boolean(this.card.lookUp) || !chosen.length) {
    this.abstract = parts?.length ? abstractPanel({ parts, chosen, open, changed: () => this.count() }) : null
    if (this.abstract) this.place.replaceChildren(this.abstract.element)
    else if (this.card.can_be_looked_up) this.offerLookUp()
  }

  offerLookUp(sentence = "") {
    const button = el("button", { type: "button", className: "cd-quiet-button", textContent: "Look up its abstract" })
    const status = el("span", { role: "status", textContent: sentence })
    button.addEventListener("click", () => this.lookUpAbstract(button, status))
    this.place.replaceChildren(button, " ", status)
  }

  async lookUpAbstract(button, status) {
    button.disabled = true
    status.textContent = "Looking it up …"
    try {
      const { signal } = this.stopping
      const { id } = await askCatalogues({ citekey: this.citekey }, signal)
      const answer = await answerTo(id, { signal, said: (sentence) => (status.textContent = sentence || "Looking it up …") })
      if (!answer.found?.abstract.length) return this.offerLookUp(answer.said || "No catalogue gives an abstract of it.")
      this.lookUp = id
      this.showAbstract(answer.found.abstract)
      const origin = `From ${answer.found.origin}. It is kept with the source when you save the claim.`
      this.place.append(message("good", origin))
      this.place.querySelector("input")?.focus()
    } catch (error) {
      if (!this.stopping.signal.aborted) this.offerLookUp(error.message)
    }
  }

  write(passage = {}) {
    const inputs = {
      locator: el("input", { type: "text", maxLength: 200, value: passage.locator || "", placeholder: "Abstract, results; p. 261" }),
      quote: el("textarea", { rows: 2, value: passage.quote || "" }),
      finding: el("textarea", { rows: 2, value: passage.finding || "" }),
    }
    const basis = select("Read in", choices.bases, passage.basis)
    inputs.basis = basis.input
    const drop = el("button", { type: "button", className: "cd-quiet-button", textContent: "Remove this passage" })
    const field = (label, input) => el("label", { className: "cd-field" }, [label, input])
    const block = el("fieldset", { className: "cd-passage" }, [
      el("legend", { textContent: "New passage" }),
      field("Place", inputs.locator),
      basis.field,
      field("Quote, word for word", inputs.quote),
      field("Finding, in our words", inputs.finding),
      drop,
    ])
    const entry = { inputs, block }
    drop.addEventListener("click", () => {
      this.written = this.written.filter((other) => other !== entry)
      block.remove()
      this.count()
      this.summary.focus()
    })
    this.written.push(entry)
    this.writings.append(block)
    this.details.open = true
    this.count()
    return inputs.locator
  }

  open() {
    if (this.details && this.card.passages.length) this.details.open = true
    if (this.details && !this.card.passages.length && !this.abstract) this.write()
  }

  count() {
    const count = this.said().passages.length
    this.summary.textContent = count
      ? `Rests on ${count} passage${count === 1 ? "" : "s"}`
      : `No passage yet: choose one${this.abstract ? " in the abstract" : ""}, or write where it stands`
    this.details.classList.toggle("cd-passages--none", !count)
  }

  // ---- what was said

  said() {
    const stance = this.stanceInputs.find((input) => input.checked)?.value || "supports"
    if (this.card.missing) return { stance, passages: [] }
    const chosen = this.boxes.filter((box) => box.checked).map((box) => ({ id: Number(box.value) }))
    const written = this.written.map(({ inputs }) => valuesOf(inputs)).filter((p) => p.quote || p.finding || p.locator)
    return { stance, passages: [...chosen, ...(this.abstract?.taken() || []), ...written] }
  }

  mistake() {
    for (const { inputs } of this.written) {
      const { locator, quote, finding } = valuesOf(inputs)
      if (locator && !quote && !finding) {
        this.details.open = true
        return [inputs.quote, "Give the quote word for word, or the finding in your own words."]
      }
    }
    return null
  }
}

const valuesOf = (inputs) => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]))

const message = (look, sentence) => el("p", { className: `cd-message cd-message--${look}`, textContent: sentence })

const described = ({ locator, quote, finding, basis, misquoted }) =>
  el("span", {}, [
    el("b", { textContent: locator || "Place not given" }),
    ` (${basis}) `,
    ...(quote ? [el("q", { textContent: quote }), " "] : []),
    finding,
    ...(misquoted ? [message("warn", "This quote does not stand in the abstract word for word.")] : []),
  ])
