/* The desk: tags that the numbers point to are set once a verdict is chosen, letters walk among the tags, and what is
   typed outlives a session that ends. Keys press what stands on the page, see audit-keys.js; without scripts all works. */

const form = document.querySelector("form.judge[data-citation]")
const STORE = "spinehealth-desk "

const stored = {
  get: (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(STORE + key))
    } catch {
      return null // storage may be forbidden, or hold something else
    }
  },
  set: (key, value) => {
    try {
      if (value) sessionStorage.setItem(STORE + key, JSON.stringify(value))
      else sessionStorage.removeItem(STORE + key)
    } catch {
      // then it lives as long as the page
    }
  },
}

// what was saved needs no keeping
for (const saved of document.querySelectorAll("[data-saved]")) stored.set(saved.dataset.saved, null)

// a panel that is opened by its key is there to be typed in
for (const panel of document.querySelectorAll(".item details")) {
  panel.addEventListener("toggle", () => {
    if (panel.open) panel.querySelector("textarea, select, input:not([type=hidden])")?.focus()
  })
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    panel.open = false
    panel.querySelector("summary").focus()
  })
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return
  const own = event.target.closest("form")
  if (!own?.matches("main form, .item form")) return
  event.preventDefault()
  own.requestSubmit(own.querySelector("button:not([type=button])"))
})

if (form) judge(form)

function judge(form) {
  const tags = form.querySelector("fieldset.mismatches")
  const read = form.querySelector("fieldset.read")
  const boxes = [...tags.querySelectorAll("input")]
  const typed = () =>
    [...new FormData(form)].filter(([name, value]) => value && /^(outcome|mismatches|read|note|suggested)$/.test(name))

  opensForItsKeys(form)
  implied(form, tags, read)
  letters(tags, boxes)
  nextOfThree(read)
  fromTheSentence(form)
  kept(form, typed)
}

// on a low window note and tags open with the verdict; a key that asks for them before opens them, too
function opensForItsKeys(form) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, select, [type=text]") || event.ctrlKey || event.metaKey || event.altKey
    if (!typing && document.documentElement.classList.contains("keys-on") && /^[ntrw]$/i.test(event.key)) {
      form.classList.add("open")
    }
  })
}

function implied(form, tags, read) {
  // a person's own choice is never overruled: what is implied is set once, and only where nothing is set
  for (const told of form.querySelectorAll(".only-text")) told.hidden = true // the tag itself shows it
  let touched = Boolean(form.querySelector("fieldset.tags :checked"))
  const set = (fieldset, on) => {
    for (const value of fieldset.dataset.implied.split(" ").filter(Boolean)) {
      const box = [...fieldset.querySelectorAll("input")].find((input) => input.value === value)
      if (box) box.checked = on
    }
  }
  const follow = () => {
    const outcome = form.querySelector("input[name=outcome]:checked")?.value
    if (!outcome) return
    // what is hidden or does not fit is not sent
    tags.disabled = outcome === "supported"
    read.disabled = outcome === "not-reached"
    if (touched) return
    set(tags, !["supported", "not-reached"].includes(outcome))
    set(read, outcome !== "not-reached")
  }
  for (const fieldset of [tags, read]) fieldset.addEventListener("change", () => (touched = true))
  for (const radio of form.querySelectorAll("input[name=outcome]")) radio.addEventListener("change", follow)
  follow()
}

function letters(tags, boxes) {
  tags.querySelector(".to-tags").addEventListener("click", () => boxes[0].focus())
  tags.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return
    const fitting = boxes.filter((box) => box.labels[0].textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))
    const next = fitting[(fitting.indexOf(document.activeElement) + 1) % fitting.length]
    if (!next) return
    event.preventDefault() // the page's own letters wait
    next.focus()
  })
}

function nextOfThree(read) {
  const radios = [...read.querySelectorAll("input")]
  read.querySelector(".to-read").addEventListener("click", () => {
    const next = radios[(radios.findIndex((radio) => radio.checked) + 1) % radios.length]
    next.focus()
    next.click()
  })
}

function fromTheSentence(form) {
  const button = form.querySelector(".start-from")
  const field = form.elements.suggested
  button.addEventListener("click", () => {
    if (!field.value.trim()) {
      field.value = button.dataset.sentence
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
    field.focus()
  })
}

function kept(form, typed) {
  const key = form.dataset.citation
  const before = stored.get(key)
  const keep = () => stored.set(key, typed().length ? typed() : null)
  const now = JSON.stringify(typed())
  form.addEventListener("input", keep)
  form.addEventListener("change", keep)
  form.addEventListener("submit", keep)
  if (!Array.isArray(before) || JSON.stringify(before) === now || !before.some(([, value]) => value)) return
  if (now !== "[]") return keep() // the server has brought back what was typed

  const offer = document.createElement("div")
  offer.className = "ban i kept"
  offer.setAttribute("role", "status")
  const said = document.createElement("b")
  said.textContent = "You began a verdict here that was not saved."
  const acts = document.createElement("div")
  acts.className = "acts"
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: text })
    made.addEventListener("click", () => {
      act()
      offer.remove()
    })
    acts.append(made)
  }
  button("Put it back", () => {
    form.querySelector("fieldset.tags").dispatchEvent(new Event("change")) // a person's own choice
    for (const [name, value] of before) {
      const field = form.elements[name]
      if (field instanceof RadioNodeList) for (const input of field) input.checked ||= input.value === value
      else if (field) field.value = value
    }
    form.querySelector("input[name=outcome]:checked")?.dispatchEvent(new Event("change", { bubbles: true }))
    keep()
  })
  button("Forget it", () => stored.set(key, null))
  offer.append(said, acts)
  document.querySelector(".desk").prepend(offer)
}
