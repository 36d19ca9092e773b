// What the claim dialog knows: the form's hidden field, what the server has stored, and how to ask it.

const place = document.getElementById("article-editor")
export const page = place
  ? { dialog: place.dataset.dialog, article: place.dataset.article, signIn: place.dataset.signin }
  : {}
export const choices = JSON.parse(document.getElementById("claim-choices")?.textContent || "{}")

const hidden = () => document.querySelector("input[name=claims_said]")

// ---- what the dialog collected and no save has applied yet: it travels in the article's form

export const allSaid = () => {
  try {
    return JSON.parse(hidden()?.value || "{}")
  } catch {
    return {}
  }
}
export const saidOf = (id) => allSaid()[id]

// Whether the dialog was left with something else than what is stored.
export const saidNews = (id) => {
  const { sources = {}, ...rest } = saidOf(id) || {}
  return Object.keys(sources).length + Object.keys(rest).length > 0
}

export const say = (id, said) => {
  const field = hidden()
  if (!field) return
  field.value = JSON.stringify({ ...allSaid(), [id]: said })
  field.dispatchEvent(new Event("input", { bubbles: true }))
  tell()
}

// ---- what is stored

export const stored = new Map()
const listeners = new Set()
export const onChange = (listener) => listeners.add(listener)
const tell = () => listeners.forEach((listener) => listener())

export const remember = (claims) => {
  for (const [id, claim] of Object.entries(claims)) stored.set(id, claim)
  tell()
}

// A copied sentence rests on what its original rests on, until someone says otherwise.
export const copySaid = (from, to) => {
  const was = stored.get(from)
  const said = saidOf(from)
  if (!was && !said) return
  const { kind, voice, reported_by, no_evidence_because } = { ...was, ...said }
  const sources = {}
  for (const [key, { stance, passages }] of Object.entries(was?.sources || {})) sources[key] = { stance, passages }
  for (const [key, source] of Object.entries(said?.sources || {})) sources[key] = { ...sources[key], ...source }
  say(to, { kind, voice, reported_by, no_evidence_because, sources })
}

// ---- asking the server

export class Refused extends Error {
  constructor(sentence, { status = 0, body = {}, signedOut = false } = {}) {
    super(sentence)
    Object.assign(this, { status, body, signedOut })
  }
}

const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ||
  document.querySelector("[name=csrfmiddlewaretoken]")?.value ||
  ""

export const ask = async (path, { parameters, post, signal } = {}) => {
  const url = new URL(path, new URL(page.dialog, location.href))
  url.search = new URLSearchParams(parameters || {})
  const options = { signal, redirect: "manual", headers: { Accept: "application/json" } }
  if (post) {
    options.method = "POST"
    options.body = JSON.stringify(post)
    options.headers = { ...options.headers, "Content-Type": "application/json", "X-CSRFToken": token() }
  }
  let response
  try {
    response = await fetch(url, options)
  } catch (error) {
    if (error.name === "AbortError") throw error
    throw new Refused("The server could not be reached. Nothing you typed is lost; check the connection and try again.")
  }
  // Whoever is signed out is sent to the sign-in page.
  if (response.type === "opaqueredirect") {
    throw new Refused("You are signed out. Sign in again in another tab, then come back; nothing here is lost.", {
      signedOut: true,
    })
  }
  const body = await response.json().catch(() => ({}))
  if (response.ok) return body
  const sentence =
    body.error ||
    (response.status === 403
      ? "The server refused this. Sign in again in another tab, then try once more."
      : "The server could not answer. Try again in a moment.")
  throw new Refused(sentence, { status: response.status, body })
}

export const signInLink = () => {
  const link = document.createElement("a")
  Object.assign(link, { href: page.signIn, target: "_blank", rel: "noopener", textContent: "Sign in" })
  return link
}
