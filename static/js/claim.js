// "Claim": a mark with a stable UUID and the citekeys of its sources. Everything else about a claim stays out of the text.
import { getMarkRange, Mark, mergeAttributes, Plugin, pm } from "django-prose-editor/editor"
import { claimDialog } from "spinehealth/claim-dialog"
import { copySaid, onChange, saidNews, say, stored } from "spinehealth/claim-data"

const NAME = "claim"
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const { Decoration, DecorationSet } = pm.view

// The library keeps each textarea in step with its editor, so this sees every text of the page.
const inUse = (id) =>
  [...document.querySelectorAll(".prose-editor > textarea")].some((t) => t.value.includes(`data-claim="${id}"`))

// ---- copies get a key of their own; what was cut or dragged keeps it

const rekey = (slice) => {
  const fresh = new Map()
  const keyOf = (id) => {
    if (!fresh.has(id)) {
      fresh.set(id, crypto.randomUUID())
      copySaid(id, fresh.get(id))
    }
    return fresh.get(id)
  }
  const marksOf = (node) =>
    node.marks.map((m) => (m.type.name === NAME && inUse(m.attrs.id) ? m.type.create({ ...m.attrs, id: keyOf(m.attrs.id) }) : m))
  const walk = (fragment) => {
    const nodes = []
    fragment.forEach((node) => nodes.push((node.isText ? node : node.copy(walk(node.content))).mark(marksOf(node))))
    return fragment.constructor.fromArray(nodes)
  }
  return new slice.constructor(walk(slice.content), slice.openStart, slice.openEnd)
}

// ---- how each claim stands, shown in the editor only

const LOOKS = {
  matches: "checked",
  partly: "checked",
  "no-evidence": "checked",
  stale: "stale",
  unchecked: "never",
  unsourced: "unsourced",
  disagrees: "negative",
  divided: "negative",
  "not-addressed": "negative",
}
const SIGNS = { checked: "✓", stale: "↻", never: "◌", unsourced: "?", negative: "✕" }
const folded = (text) => text.replace(/[\s^_]/g, "")

const standing = (claim) => {
  const was = stored.get(claim.id)
  if (!claim.sources.length && !was?.no_evidence_because) return { look: "unsourced", label: "No source" }
  if (!was) return { look: "never", label: "Not yet checked" }
  const look = was.blocks ? "negative" : LOOKS[was.status] || "never"
  const judged = !["never", "unsourced"].includes(look)
  const keys = Object.keys(was.sources)
  const same =
    folded(was.text) === folded(claim.text) &&
    keys.length === claim.sources.length &&
    keys.every((key) => claim.sources.includes(key)) &&
    !saidNews(claim.id)
  if (!same && judged) return { look: "stale", label: "Changed since it was checked" }
  return { look, label: was.blocks ? `${was.label}. ${was.blocks}` : was.label }
}

const claimsIn = (doc) => {
  const found = new Map()
  doc.descendants((node, from) => {
    const mark = node.isInline && node.marks.find((m) => m.type.name === NAME)
    if (!mark) return
    const { id, sources } = mark.attrs
    if (!found.has(id)) found.set(id, { id, sources, text: "", ranges: [] })
    const claim = found.get(id)
    claim.text += node.text || " "
    claim.ranges.push([from, from + node.nodeSize])
  })
  return found
}

const decorate = (doc) => {
  const decorations = []
  for (const claim of claimsIn(doc).values()) {
    const { look, label } = standing(claim)
    const count = claim.sources.length
    const sources = count === 1 ? "1 source" : `${count} sources`
    claim.ranges.forEach(([from, to], index) => {
      const attributes = { class: `claim-${look}`, title: `${label} · ${sources}` }
      if (index === claim.ranges.length - 1) attributes["data-note"] = `${count || ""}${SIGNS[look]}`
      decorations.push(Decoration.inline(from, to, attributes))
    })
  }
  return DecorationSet.create(doc, decorations)
}

const views = new Set()
onChange(() => views.forEach((view) => view.dispatch(view.state.tr.setMeta(NAME, "standing"))))

const standingPlugin = () =>
  new Plugin({
    state: {
      init: (_, state) => decorate(state.doc),
      apply: (tr, old) => (tr.docChanged || tr.getMeta(NAME) ? decorate(tr.doc) : old),
    },
    props: {
      decorations(state) {
        return this.getState(state)
      },
      transformPasted: (slice, view) => (view.dragging?.move ? slice : rekey(slice)),
    },
    view: (view) => {
      views.add(view)
      // content-editor 9.1 takes a drag of words for a drag of the whole block
      const wrapper = view.dom.closest(".prose-editor")
      for (const type of ["dragstart", "dragend"]) wrapper?.addEventListener(type, (e) => e.stopPropagation())
      return { destroy: () => views.delete(view) }
    },
  })

// ---- the dialog

// One paragraph only: a claim is a sentence, not a selection across paragraphs. Returns what of it is selected, or null.
const selected = ({ doc, selection }) => {
  const parts = []
  doc.nodesBetween(selection.from, selection.to, (node, start) => {
    if (!node.inlineContent) return true
    const from = Math.max(selection.from, start + 1)
    const to = Math.min(selection.to, start + 1 + node.content.size)
    if (from < to) parts.push({ from, to })
    return false
  })
  return parts.length === 1 ? parts[0] : null
}

const usable = (editor) => (editor.state.selection.empty ? editor.isActive(NAME) : selected(editor.state) !== null)

// Why nothing happened, at the foot of the window until the next key or click.
const hint = (sentence) => {
  const shown = document.createElement("p")
  shown.className = "editor-hint"
  shown.setAttribute("role", "status")
  document.body.append(shown)
  shown.textContent = sentence
  const done = new AbortController()
  const forget = () => (shown.remove(), done.abort())
  for (const type of ["keydown", "pointerdown"]) addEventListener(type, forget, { capture: true, signal: done.signal })
}

// The browser tells the editor a moment later what was selected; a quick hand presses the keys before that.
const upToDate = (editor) => {
  editor.view.domObserver?.flush()
  return editor
}

const textOf = (doc, from, to) => doc.textBetween(from, to, " ", " ").replace(/\s+/g, " ").trim()

const edit = async (editor) => {
  const type = editor.schema.marks[NAME]
  const { doc, selection } = editor.state
  const range = (selection.empty && getMarkRange(doc.resolve(selection.from), type)) || trimmed(doc, selected(editor.state))
  if (range.from >= range.to) return
  let old = null // a claim that the selection touches is extended, and keeps its key
  doc.nodesBetween(range.from, range.to, (node) => {
    old ??= node.marks.find((m) => m.type === type)?.attrs
  })
  const before = old && claimsIn(doc).get(old.id)
  const text = textOf(doc, range.from, range.to)
  const whole = before && selection.empty ? before.ranges.map(([from, to]) => textOf(doc, from, to)).join(" ") : text
  const answer = await claimDialog({ id: old?.id, sources: old?.sources || [], text: whole.replace(/\s+/g, " ") })
  editor.view.focus()
  if (answer?.remove) editor.chain().focus().command(({ tr }) => unmark(tr, type, old?.id)).run()
  if (!answer?.save) return
  const id = old?.id || crypto.randomUUID()
  const mark = type.create({ id, sources: answer.sources })
  say(id, answer.said)
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      for (const [from, to] of before?.ranges || []) tr.addMark(from, to, mark) // the other halves, if Enter split it
      tr.addMark(range.from, range.to, mark)
      return true
    })
    .setTextSelection(range.to)
    .run()
}

// White space around a selected sentence is not part of the claim.
const trimmed = (doc, { from, to }) => {
  const text = doc.textBetween(from, to, "\n", "\ufffc")
  return { from: from + text.length - text.trimStart().length, to: to - (text.length - text.trimEnd().length) }
}

const unmark = (tr, type, id) => {
  tr.doc.descendants((node, from) => {
    const mark = node.isInline && node.marks.find((m) => m.type === type && m.attrs.id === id)
    if (mark) tr.removeMark(from, from + node.nodeSize, mark)
  })
  return true
}

export const Claim = Mark.create({
  name: NAME,
  priority: 1100, // above links: the claim is the outermost tag, so bold and links do not chop it up
  inclusive: false, // what is typed after a claim is not part of it

  addOptions: () => ({ dialog: null }),

  addAttributes: () => ({
    id: {
      default: null,
      parseHTML: (element) => element.getAttribute("data-claim"),
      renderHTML: ({ id }) => ({ "data-claim": id }),
    },
    sources: {
      default: [],
      parseHTML: (element) => (element.getAttribute("data-sources") || "").split(" ").filter(Boolean),
      renderHTML: ({ sources }) => (sources?.length ? { "data-sources": sources.join(" ") } : {}),
    },
  }),

  parseHTML: () => [
    { tag: "span[data-claim]", getAttrs: (element) => (UUID.test(element.getAttribute("data-claim")) ? {} : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ["span", mergeAttributes(HTMLAttributes), 0],

  addCommands() {
    return {
      editClaim:
        () =>
        ({ editor }) => {
          if (usable(editor)) edit(editor)
          else hint("Select one sentence within one paragraph, then press Ctrl-Alt-K.")
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-k": () => upToDate(this.editor).commands.editClaim() }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "claim",
      groups: "claim",
      priority: 120,
      button: buttons.text("Claim", "Mark the selected sentence as a claim, or open the claim at the cursor (Ctrl-Alt-K)"),
      active: (editor) => editor.isActive(NAME),
      enabled: usable,
      command: (editor) => upToDate(editor).commands.editClaim(),
    })
  },

  addProseMirrorPlugins: () => [standingPlugin()],
})
