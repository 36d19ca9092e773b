// The selected row of the queue: J and K move it, and the keys of its controls act on it; see audit-keys.js.

const rows = [...document.querySelectorAll(".qlist .row")]

const select = (row) => {
  for (const other of rows) other.classList.toggle("cur", other === row)
}

const move = (step) => {
  const at = rows.findIndex((row) => row.classList.contains("cur"))
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)]
  // whoever cannot see the row hears its sentence
  row?.querySelector(".s").focus()
}

for (const row of rows) row.addEventListener("focusin", () => select(row))
document.querySelector("button[data-key=j]")?.addEventListener("click", () => move(1))
document.querySelector("button[data-key=k]")?.addEventListener("click", () => move(-1))

// back from an act on a row: it is selected again
const back = location.hash && document.getElementById(location.hash.slice(1))
if (rows.includes(back)) back.querySelector(".s").focus()

// on a phone the filters would stand before the list for three screens; those in use stay open
if (matchMedia("(max-width: 720px)").matches) {
  for (const filter of document.querySelectorAll("details.fac")) filter.open = Boolean(filter.querySelector("[aria-current]"))
}
