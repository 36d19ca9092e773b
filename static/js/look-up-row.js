// A source that is being looked up, in the list of a claim's sources: progress, then a row of its own, or what went wrong.
import { signInLink } from "spinehealth/claim-data"
import { el } from "spinehealth/claim-parts"
import { answerTo, askCatalogues } from "spinehealth/look-up"

export class LookUpRow {
  // asked: {text} to ask anew, or {id, text} of a look-up that was asked before
  constructor(asked, { found, existing, remove, byHand }) {
    Object.assign(this, { asked, lookUp: asked.id, found, existing, byHand, citekey: "" })
    this.stopping = new AbortController()
    this.name = el("b", { textContent: asked.text })
    this.status = el("p", { className: "cd-message", role: "status" })
    this.bar = el("progress", { "aria-label": `Looking up ${asked.text}` })
    this.acts = el("div", { className: "cd-message cd-buttons" })
    const drop = el("button", { type: "button", className: "cd-remove", title: "Remove this source", textContent: "✕" })
    drop.setAttribute("aria-label", `Remove ${asked.text}`)
    drop.addEventListener("click", remove)
    this.drop = drop
    this.element = el("section", { className: "cd-row cd-row--asking", "aria-label": `Look-up of ${asked.text}` }, [
      el("div", { className: "cd-title" }, [this.name]),
      this.bar,
      drop,
      this.status,
      this.acts,
    ])
  }

  async start() {
    this.acts.replaceChildren()
    this.bar.hidden = false
    this.element.classList.remove("cd-row--wrong")
    this.say("Looking it up …")
    try {
      if (!this.lookUp) {
        const asked = await askCatalogues({ text: this.asked.text }, this.stopping.signal)
        this.lookUp = asked.id
        this.name.textContent = asked.value
      }
      const said = (sentence) => this.say(sentence || "Looking it up …")
      this.answered(await answerTo(this.lookUp, { signal: this.stopping.signal, said }))
    } catch (error) {
      if (this.stopping.signal.aborted) return
      if (error.body?.existing) this.existing(error.body.existing, error.message)
      else this.failed(error.message, { again: true, signIn: error.signedOut })
    }
  }

  answered(answer) {
    this.name.textContent = answer.value
    if (answer.existing) this.existing(answer.existing, `This is ${answer.existing.name}, which is here already.`)
    else if (answer.state === "found") this.found({ ...answer.found, lookUp: answer.id, warnings: answer.warnings })
    else {
      this.lookUp = null
      this.failed(answer.said, { again: answer.state === "failed", identifier: answer.identifier })
    }
  }

  failed(sentence, { again, identifier, signIn }) {
    this.bar.hidden = true
    this.element.classList.add("cd-row--wrong")
    this.say(sentence)
    const button = (label, act) => {
      const made = el("button", { type: "button", textContent: label })
      made.addEventListener("click", act)
      return made
    }
    const hand = button("Type it by hand", () => this.byHand(identifier || this.asked.text))
    this.acts.replaceChildren(
      ...(signIn ? [signInLink()] : []),
      ...(again ? [button("Try again", () => this.start())] : []),
      hand,
    )
  }

  say(sentence) {
    if (this.status.textContent !== sentence) this.status.textContent = sentence
  }

  stop() {
    this.stopping.abort()
  }

  mistake() {
    return [this.drop, `${this.name.textContent} is not looked up. Wait for it, or remove it.`]
  }
}
