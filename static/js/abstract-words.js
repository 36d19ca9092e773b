// Words selected in an abstract become a passage: by mouse when the button is let go; by touch and keyboard with the
// button that appears, or Enter. The abstract is told with the event "abstract:words": [{place, quote}], one for each
// part that the selection touches. Who takes them tells it back with "abstract:taken": [quote], which are then marked.
// Between the sentences, which can be ticked whole, the arrow keys go back and forth.

const elementOf = (node) => (node instanceof Element ? node : node?.parentElement)
const abstractOf = (node) => elementOf(node)?.closest(".abstract")
const boxes = (abstract) => [...abstract.querySelectorAll(".ab-text input")]

// ---- from a selection to whole words

const clipped = (text, range) => {
  const all = document.createRange()
  all.selectNodeContents(text)
  const part = range.cloneRange()
  if (part.compareBoundaryPoints(Range.START_TO_START, all) < 0) part.setStart(all.startContainer, all.startOffset)
  if (part.compareBoundaryPoints(Range.END_TO_END, all) > 0) part.setEnd(all.endContainer, all.endOffset)
  const before = all.cloneRange()
  before.setEnd(part.startContainer, part.startOffset)
  const from = before.toString().length
  return [from, from + part.toString().length]
}

// Half a word or half a number would misquote: “2.5” never becomes “5”. Punctuation around it stays out unless selected.
const wholeWords = (text, [from, to]) => {
  while (from < to && /\s/.test(text[from])) from++
  while (to > from && /\s/.test(text[to - 1])) to--
  if (from === to) return ""
  let start = from
  let end = to
  while (start > 0 && /\S/.test(text[start - 1])) start--
  while (end < text.length && /\S/.test(text[end])) end++
  start += text.slice(start, from).match(/^[("'“‘[]*/)[0].length
  end -= text.slice(to, end).match(/[)\]"'”’.,;:!?]*$/)[0].length
  return text.slice(start, end).replace(/\s+/g, " ")
}

const selectedWords = () => {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const abstract = abstractOf(range.startContainer) ?? abstractOf(range.endContainer)
  if (!abstract) return null
  const passages = [...abstract.querySelectorAll(".ab-text")]
    .filter((text) => range.intersectsNode(text))
    .map((text) => ({ place: text.dataset.place, quote: wholeWords(text.textContent, clipped(text, range)) }))
    .filter(({ quote }) => quote.includes(" ")) // one word is a double click, and says nothing
  return passages.length ? { abstract, passages } : null
}

const take = () => {
  const found = selectedWords()
  if (!found) return false
  getSelection().removeAllRanges()
  found.abstract.dispatchEvent(new CustomEvent("abstract:words", { bubbles: true, detail: found.passages }))
  return true
}

// ---- mouse, touch, keyboard

let pressed = false
let justTaken = false

document.addEventListener("mousedown", ({ target }) => {
  pressed = Boolean(abstractOf(target))
  justTaken = false
})
document.addEventListener("mouseup", () => {
  if (pressed) justTaken = take()
  pressed = false
})
// What ends a selection, or is the second of a double click, does not tick the sentence as well.
document.addEventListener("click", (event) => {
  if (abstractOf(event.target) && (justTaken || event.detail > 1)) event.preventDefault()
})

let offered = null // the button beside a selection

const offer = () => {
  const found = pressed ? null : selectedWords()
  if (offered && offered.parentElement !== found?.abstract) {
    offered.remove()
    offered = null
  }
  if (!found || offered) return
  offered = document.createElement("button")
  Object.assign(offered, { type: "button", className: "ab-take", textContent: "Use these words" })
  offered.addEventListener("pointerdown", (event) => event.preventDefault()) // the selection stays
  offered.addEventListener("click", take)
  found.abstract.append(offered)
}
document.addEventListener("selectionchange", offer)

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".ab-text input")
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
  if (box && by && !event.shiftKey) {
    const all = boxes(abstractOf(box))
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(box) + by))].focus()
    event.preventDefault()
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && offered && take()) {
    event.preventDefault()
  }
})
// One stop for the Tab key; from there the arrows lead on.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.(".ab-text input")) for (const box of boxes(abstractOf(target))) box.tabIndex = box === target ? 0 : -1
})

// ---- what was taken is marked where the browser can mark without touching the text

const taken = new WeakMap()
const shown = new Set()

const rangeOf = (text, quote) => {
  const from = text.textContent.indexOf(quote)
  if (from < 0) return null
  const range = document.createRange()
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
  let passed = 0
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = passed + node.length
    if (from >= passed && from < end) range.setStart(node, from - passed)
    if (from + quote.length <= end) {
      range.setEnd(node, from + quote.length - passed)
      return range
    }
    passed = end
  }
  return null
}

document.addEventListener("abstract:taken", ({ target, detail }) => {
  if (!globalThis.CSS?.highlights) return
  const ranges = [...target.querySelectorAll(".ab-text")].flatMap((text) => detail.map((quote) => rangeOf(text, quote)))
  taken.set(target, ranges.filter(Boolean))
  shown.add(target)
  for (const abstract of shown) if (!abstract.isConnected) shown.delete(abstract)
  CSS.highlights.set("taken-words", new Highlight(...[...shown].flatMap((abstract) => taken.get(abstract))))
})
