// The abstract of a source in the claim dialog: tick a sentence, or select words, and it is a passage.
import { el } from "spinehealth/claim-parts"

// parts: [{label, place, sentences}]. chosen: passages that stand already. changed: called when something is (un)chosen.
export const abstractPanel = ({ parts, chosen, open, changed }) => {
  const boxes = []
  const words = el("div", { className: "ab-chosen" })
  const taken = () => boxes.filter(({ input }) => input.checked).map(({ passage }) => passage)
  const told = () => {
    abstract.dispatchEvent(new CustomEvent("abstract:taken", { bubbles: true, detail: taken().map(({ quote }) => quote) }))
    changed()
  }
  const box = ({ locator, quote }, checked) => {
    const input = el("input", { type: "checkbox", checked })
    input.addEventListener("change", told)
    boxes.push({ input, passage: { locator, quote, finding: "", basis: "abstract" } })
    return input
  }
  const sentence = (place, quote) => {
    const stands = chosen.some((passage) => passage.locator === place && passage.quote === quote)
    return el("label", { className: "ab-s" }, [box({ locator: place, quote }, stands), el("span", { textContent: quote })])
  }
  const part = ({ label, place, sentences }) =>
    el("p", {}, [
      ...(label ? [el("b", { textContent: label }), " "] : []),
      el("span", { className: "ab-text", "data-place": place }, sentences.flatMap((quote) => [sentence(place, quote), " "])),
    ])

  const abstract = el("div", { className: "abstract", role: "group", "aria-label": "Abstract, sentence by sentence" }, parts.map(part))
  const element = el("details", { className: "cd-abstract", open }, [
    el("summary", { textContent: "Abstract" }),
    el("p", { className: "cd-quiet", textContent: "Tick a sentence or select words: they become the passage." }),
    abstract,
    words,
  ])

  const select = ({ place, quote }) => {
    const same = boxes.find(({ passage }) => passage.locator === place && passage.quote === quote)
    if (same) same.input.checked = true
    else {
      const input = box({ locator: place, quote }, true)
      words.append(
        el("label", { className: "cd-choice" }, [input, el("span", {}, [el("b", { textContent: place }), " ", el("q", { textContent: quote })])]),
      )
    }
  }
  abstract.addEventListener("abstract:words", ({ detail }) => {
    detail.forEach(select)
    told()
  })

  // What was chosen before and is not a whole sentence. What is not from here stays with whoever asked.
  const places = parts.map(({ place }) => place)
  const ours = (passage) => passage.basis === "abstract" && !passage.finding && places.includes(passage.locator)
  const text = parts.map(({ sentences }) => sentences.join(" ")).join("\n")
  const isOurs = (passage) => ours(passage) && text.includes(passage.quote)
  for (const passage of chosen.filter(isOurs)) select({ place: passage.locator, quote: passage.quote })
  requestAnimationFrame(told)

  return { element, taken, isOurs }
}
