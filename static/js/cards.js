/* Source cards. Without this script a marker is a link to the evidence page; with it, a plain click opens the card
   that stands ready in <template id="cards">: in the margin, in the flow, or as a sheet from below, as styles say. */

const cards = document.getElementById("cards")?.content
const article = document.querySelector(".article")
const wide = matchMedia("(min-width: 75rem)")
const phone = matchMedia("(max-width: 47.99rem)")
let open = null // {card, marker, lit}

function fragments(marker) {
  const anchor = marker.hash.slice(1)
  return document.querySelectorAll(`#${CSS.escape(anchor)}, [data-c="${CSS.escape(anchor)}"]`)
}

function show(marker) {
  const card = cards.getElementById(marker.dataset.card).cloneNode(true)
  const block = marker.closest("li, p, table, blockquote, h2, h3") ?? marker.closest(".claim")
  if (block.matches("li")) block.append(card)
  else (block.closest(".cmpbox") ?? block.closest("table") ?? block).after(card)
  marker.setAttribute("aria-expanded", "true")
  const lit = [...fragments(marker)]
  lit.forEach((f) => f.classList.add("lit"))
  open = { card, marker, lit }
  place()
  card.focus({ preventScroll: true })
}

function hide(focus) {
  if (!open) return
  const { card, marker, lit } = open
  open = null
  card.remove()
  lit.forEach((f) => f.classList.remove("lit"))
  marker.setAttribute("aria-expanded", "false")
  if (focus) marker.focus({ preventScroll: true })
}

/* In the margin at the height of the sentence; on a phone the page moves so that the sentence stays above the sheet. */
function place() {
  if (!open) return
  const { card, lit } = open
  card.style.left = card.style.top = ""
  const sentence = lit[0].getBoundingClientRect()
  if (wide.matches) {
    const page = article.getBoundingClientRect()
    const column = article.querySelector(".title").getBoundingClientRect()
    card.style.left = `${column.right - page.left + 35}px`
    const beyond = sentence.top + card.offsetHeight + 8 - innerHeight // how much of it would be below the window
    const up = Math.max(0, Math.min(beyond, sentence.top - 30))
    card.style.top = `${sentence.top - page.top - 14 - up}px`
  } else if (phone.matches && (sentence.top < 0 || sentence.bottom > card.getBoundingClientRect().top)) {
    scrollBy({ top: sentence.top - 24, behavior: "instant" })
  }
}

if (cards) {
  for (const marker of article.querySelectorAll(".mark[data-card]")) {
    marker.setAttribute("aria-expanded", "false")
    marker.setAttribute("aria-haspopup", "dialog")
  }
  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (event.target.closest(".card .x")) return hide(true)
    const marker = event.target.closest(".mark[data-card]")
    if (!marker) return
    event.preventDefault()
    const same = open?.marker === marker
    hide(same)
    if (!same) show(marker)
  })
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide(true)
  })
  addEventListener("resize", place)
}

/* Answers that are folded away open for print. */
addEventListener("beforeprint", () => {
  hide(false)
  document.querySelectorAll(".faq details").forEach((d) => (d.open = true))
})

/* The contents list shows where the reader is. */
const links = new Map([...document.querySelectorAll(".toc ol a")].map((a) => [a.hash.slice(1), a]))
if (links.size) {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) {
          document.querySelector(".toc [aria-current]")?.removeAttribute("aria-current")
          links.get(target.id).setAttribute("aria-current", "true")
        }
    },
    { rootMargin: "0px 0px -70% 0px" },
  )
  for (const id of links.keys()) {
    const heading = document.getElementById(id)
    if (heading) seen.observe(heading)
  }
}
