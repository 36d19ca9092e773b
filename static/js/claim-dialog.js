// "What does this claim rest on?": kind, voice, sources with stance and passages. Nothing is stored before the article is.
import { el, select, showError } from "spinehealth/claim-parts"
import { SourceRow } from "spinehealth/claim-rows"
import { ask, choices, remember, saidOf, signInLink, stored } from "spinehealth/claim-data"
import { takeOver } from "spinehealth/look-up"
import { LookUpRow } from "spinehealth/look-up-row"
import { sourceFinder } from "spinehealth/source-finder"

const kept = new Map() // what was typed when the dialog was closed without saving, by claim

const DEFAULTS = { kind: "efficacy", voice: "own", reported_by: "", no_evidence_because: "" }

// Opens the dialog. Resolves to {save, sources, said}, {remove}, or null if it was closed.
export const claimDialog = ({ id, sources, text }) =>
  new Promise((resolve) => new ClaimDialog({ id, sources, text, resolve }).open())

class ClaimDialog {
  constructor({ id, sources, text, resolve }) {
    Object.assign(this, { id, text, resolve, sources, rows: [], answer: null })
    this.key = id || `new: ${text}`
    this.build()
  }

  build() {
    this.kind = select("Kind", choices.kinds)
    this.voice = select("Voice", choices.voices)
    this.who = el("input", { type: "text", maxLength: 200, placeholder: "labels, sellers, a blog …" })
    this.whoField = el("label", { className: "cd-field cd-who", hidden: true }, ["Who says so", this.who])
    this.openly = el("input", { type: "checkbox" })
    this.openlyNote = el("span", { className: "cd-quiet" })
    this.reason = el("textarea", { rows: 2 })
    this.reasonField = el("label", { className: "cd-field cd-wide", hidden: true }, [
      "Why there is no good evidence (readers see this reason)",
      this.reason,
    ])
    this.list = el("div", { className: "cd-rows" })
    this.note = el("p", { className: "cd-note", role: "status" })
    this.problem = el("div", { className: "cd-problem", role: "alert" })
    this.finder = sourceFinder({
      chosen: () => this.rows.map((row) => row.citekey),
      choose: (card) => this.add(card),
      lookUp: (text) => this.addLookUp({ text }),
      problem: (error) => this.say(error),
    })
    this.save = el("button", { type: "button", className: "cd-primary" }, ["Save claim ", el("kbd", {}, ["Ctrl Enter"])])
    const cancel = el("button", { type: "button", textContent: "Cancel" })
    const remove = el("button", { type: "button", textContent: "Remove claim, keep text", hidden: !this.id })
    this.count = el("span", { className: "cd-count" })

    this.body = el("div", { className: "cd-body" }, [
      el("blockquote", { textContent: this.text }),
      el("div", { className: "cd-line" }, [
        this.kind.field,
        this.voice.field,
        this.whoField,
        el("label", { className: "cd-check" }, [this.openly, " There is no good evidence, and we say so"]),
        this.openlyNote,
      ]),
      this.reasonField,
      this.note,
      this.list,
      this.finder.element,
    ])
    this.dialog = el("dialog", { className: "claim-dialog", "aria-labelledby": "claim-dialog-title" }, [
      el("header", {}, [
        el("h2", { id: "claim-dialog-title", textContent: "What does this claim rest on?" }),
        el("span", {}, [el("kbd", { textContent: "Esc" }), " closes, nothing is lost"]),
      ]),
      this.body,
      this.problem,
      el("footer", {}, [this.save, cancel, remove, this.count]),
    ])

    this.kind.input.addEventListener("change", () => this.refresh())
    this.voice.input.addEventListener("change", () => this.refresh())
    this.openly.addEventListener("change", () => this.refresh())
    this.save.addEventListener("click", () => this.finish())
    cancel.addEventListener("click", () => {
      kept.delete(this.key)
      this.forget = true
      this.dialog.close()
    })
    remove.addEventListener("click", () => {
      this.answer = { remove: true }
      this.dialog.close()
    })
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      if (!this.finder.submitForm(event.target)) this.finish()
    })
    this.dialog.addEventListener("close", () => this.closed())
  }

  async open() {
    // Outside the article's form, so that Enter can never submit the page.
    document.body.append(this.dialog)
    this.dialog.showModal()
    this.finder.focus()
    await this.load()
  }

  closed() {
    if (!this.answer && !this.forget && this.loaded) {
      kept.set(this.key, { ...this.state(), lookUps: this.lookUps(), finder: this.finder.typed() })
    }
    this.rows.forEach((row) => row.stop())
    if (this.answer) kept.delete(this.key)
    this.dialog.remove()
    this.resolve(this.answer)
  }

  // ---- what stands, and over it what was said since

  async load() {
    this.save.disabled = true
    this.say("")
    this.note.textContent = "Loading …"
    try {
      if (this.id) remember((await ask("claims/", { parameters: { ids: this.id } })).claims)
      const before = kept.get(this.key)
      const state = before || this.standing()
      const keys = Object.keys(state.sources).join(" ")
      const cards = keys ? (await ask("sources/", { parameters: { keys } })).sources : {}
      this.show(state, cards)
      if (before) this.finder.restore(before.finder)
      for (const { asked, said } of before?.lookUps || []) this.addLookUp(asked, said)
      this.note.textContent = before ? "This is what you typed when you closed the dialog. Nothing of it is saved yet." : ""
      this.loaded = true
      this.save.disabled = false
    } catch (error) {
      this.note.textContent = ""
      this.say(error, () => this.load())
    }
  }

  standing() {
    const was = stored.get(this.id)
    const said = saidOf(this.id) || {}
    const state = { ...DEFAULTS, sources: {} }
    for (const name of Object.keys(DEFAULTS)) state[name] = said[name] ?? was?.[name] ?? DEFAULTS[name]
    for (const key of this.sources) {
      state.sources[key] = { stance: "supports", passages: [], ...was?.sources[key], ...said.sources?.[key] }
    }
    return state
  }

  show(state, cards) {
    this.kind.input.value = state.kind
    this.voice.input.value = state.voice
    this.who.value = state.reported_by
    this.openly.checked = Boolean(state.no_evidence_because)
    this.reason.value = state.no_evidence_because
    this.list.replaceChildren()
    this.rows = []
    for (const [key, said] of Object.entries(state.sources)) {
      const card = cards[key] || { citekey: key, missing: true, passages: [] }
      if (!this.rows.some((row) => row.citekey === card.citekey)) this.append(card, said)
    }
    this.refresh()
  }

  append(card, said, place) {
    const row = new SourceRow(card, said, {
      remove: () => this.remove(row, card.name || card.citekey),
      changed: this.text !== stored.get(this.id)?.text && Boolean(stored.get(this.id)),
    })
    this.put(row, place)
    return row
  }

  // A new row at the end, or where another one was.
  put(row, place) {
    if (place) {
      this.rows = this.rows.map((other) => (other === place ? row : other))
      place.element.replaceWith(row.element)
    } else {
      this.rows.push(row)
      this.list.append(row.element)
    }
  }

  remove(row, name) {
    this.rows = this.rows.filter((other) => other !== row)
    row.stop()
    row.element.remove()
    this.say("")
    this.finder.announce(`${name} removed.`)
    this.finder.focus()
    this.refresh()
  }

  // ---- sources that no one has yet: the catalogues are asked, and what they find is a row like any other

  addLookUp(asked, said = { stance: "supports", passages: [] }) {
    const row = new LookUpRow(asked, {
      found: (card) => this.found(row, card, said),
      existing: (card, sentence) => this.found(row, card, said, sentence),
      remove: () => this.remove(row, asked.text),
      byHand: (identifier) => {
        this.remove(row, asked.text)
        this.finder.byHand({ identifier })
      },
    })
    this.put(row)
    this.refresh()
    row.element.scrollIntoView({ block: "nearest" })
    row.start()
  }

  found(place, card, said, sentence = "") {
    const there = card.citekey && this.rows.find((row) => row.citekey === card.citekey)
    if (there) {
      this.remove(place, place.asked.text)
      this.finder.announce(`${card.name} is in this claim already.`)
      return
    }
    const hadFocus = place.element.contains(document.activeElement)
    const row = this.append({ ...card, asked: place.asked }, said, place)
    row.open()
    row.element.scrollIntoView({ block: "nearest" })
    if (hadFocus) this.finder.focus()
    this.finder.announce(`${sentence || `Found: ${card.title}.`} ${card.abstract.length ? "Choose words in its abstract." : ""}`)
    this.refresh()
  }

  lookUps() {
    const pending = this.rows.filter((row) => row.lookUp && !row.citekey)
    return pending.map((row) => ({
      asked: { id: row.lookUp, text: row.asked?.text || row.card.asked.text },
      said: row.said?.() || undefined,
    }))
  }

  add(card) {
    const there = this.rows.find((row) => row.citekey === card.citekey)
    if (there) {
      there.element.scrollIntoView({ block: "nearest" })
      this.finder.announce(`${card.name} is in this claim already.`)
      return
    }
    const row = this.append(card, { stance: "supports", passages: [] })
    row.open()
    row.element.scrollIntoView({ block: "nearest" })
    this.finder.announce(`${card.name} added. Choose its stance and passage above, or go on adding.`)
    this.refresh()
  }

  refresh() {
    const needs = choices.needs_evidence.includes(this.kind.input.value)
    this.openly.disabled = needs
    this.openlyNote.textContent = needs ? `Not for ${this.kind.input.value}: such a sentence needs a source.` : ""
    this.reasonField.hidden = needs || !this.openly.checked
    this.whoField.hidden = this.voice.input.value !== "reported"
    const count = this.rows.length
    this.count.textContent = count
      ? `${count} source${count === 1 ? "" : "s"}`
      : this.reasonField.hidden
        ? "No source yet; publishing will ask for one"
        : "Openly without evidence"
  }

  // ---- saving

  state() {
    const openly = this.openly.checked && !this.openly.disabled
    return {
      kind: this.kind.input.value,
      voice: this.voice.input.value,
      reported_by: this.who.value.trim(),
      no_evidence_because: openly ? this.reason.value.trim() : "",
      sources: this.sourcesSaid(),
    }
  }

  sourcesSaid() {
    const said = {}
    for (const row of this.rows.filter((row) => row.citekey)) {
      const { stance, passages } = row.said()
      // the same work by two identifiers is one source
      said[row.citekey] = { stance, passages: [...(said[row.citekey]?.passages || []), ...passages] }
    }
    return said
  }

  mistakes() {
    const found = this.rows.map((row) => row.mistake()).filter(Boolean)
    if (!this.whoField.hidden && !this.who.value.trim()) found.unshift([this.who, "Say who says so."])
    if (!this.reasonField.hidden && !this.reason.value.trim()) {
      found.unshift([this.reason, "Give the reason; readers will see it."])
    }
    return found
  }

  async finish() {
    if (!this.loaded || this.save.disabled) return
    this.body.querySelectorAll(".cd-error").forEach((error) => error.remove())
    const mistakes = this.mistakes()
    mistakes.forEach(([input, sentence]) => showError(input, sentence))
    if (mistakes.length) {
      mistakes[0][0].focus()
      this.say(mistakes.length === 1 ? mistakes[0][1] : `${mistakes.length} things need mending before you can save.`)
      return
    }
    this.save.disabled = true
    try {
      await this.takeOver()
    } catch (error) {
      this.say(error)
      return
    } finally {
      this.save.disabled = false
    }
    if (!this.dialog.open) return
    const state = this.state()
    this.answer = { save: true, sources: Object.keys(state.sources), said: this.changes(state) }
    this.dialog.close()
  }

  // What was looked up becomes part of the library. Somebody else may have added it a moment ago: then it is theirs.
  async takeOver() {
    for (const row of this.rows.filter((row) => row.lookUp)) {
      const { source } = await takeOver(row.lookUp).catch((error) => {
        if (error.body?.existing) return { source: error.body.existing }
        throw error
      })
      row.takenOver(source)
    }
  }

  // Only what differs from what is stored: what someone else changes on the evidence sheet meanwhile stays.
  changes(state) {
    const was = stored.get(this.id)
    if (!was) return state
    const said = { sources: {} }
    for (const name of Object.keys(DEFAULTS)) if (state[name] !== was[name]) said[name] = state[name]
    for (const [key, source] of Object.entries(state.sources)) {
      const before = was.sources[key]
      const changed = {}
      if (source.stance !== before?.stance) changed.stance = source.stance
      if (JSON.stringify(source.passages) !== JSON.stringify(before?.passages)) changed.passages = source.passages
      if (Object.keys(changed).length) said.sources[key] = changed
    }
    return said
  }

  say(error, again) {
    const parts = error ? [error.message || error] : []
    if (error?.signedOut) parts.push(" ", signInLink())
    if (again) {
      const button = el("button", { type: "button", textContent: "Try again" })
      button.addEventListener("click", again)
      parts.push(" ", button)
    }
    this.problem.replaceChildren(...parts)
  }
}
