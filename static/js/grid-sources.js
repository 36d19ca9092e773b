// Citekeys offered while somebody types a source of a row. Without this script they are typed whole.

let timer
let running

const listOf = (field) => {
  let list = document.getElementById(`${field.id}-list`)
  if (!list) {
    list = document.createElement("datalist")
    list.id = `${field.id}-list`
    field.after(list)
    field.setAttribute("list", list.id)
  }
  return list
}

const offer = async (field) => {
  const q = field.value.trim()
  const at = document.querySelector("[data-sources]")?.dataset.sources
  if (q.length < 2 || !at) return
  running?.abort()
  running = new AbortController()
  try {
    const address = new URL(at, location.href)
    address.searchParams.set("q", q)
    const response = await fetch(address, { signal: running.signal, redirect: "manual" })
    if (!response.ok) return
    const { results } = await response.json()
    const options = results.map((card) => {
      const option = document.createElement("option")
      option.value = card.citekey
      option.label = `${card.name} · ${card.title}`
      return option
    })
    listOf(field).replaceChildren(...options)
  } catch {
    // nothing is offered then; what is typed still counts
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches(".source-key")) return
  clearTimeout(timer)
  timer = setTimeout(() => offer(event.target), 180)
})
