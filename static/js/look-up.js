// Asks the catalogues about a work, and waits for what they say. The asking goes on without this page.
import { ask } from "spinehealth/claim-data"

const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true })
  })

// post: {text} for a new source, {citekey} for one that is here.
export const askCatalogues = (post, signal) => ask("look-ups/ask/", { post, signal })

// Resolves to the answer: {state, said, found, existing, warnings}. said: called with what is worth knowing meanwhile.
export const answerTo = async (id, { signal, said }) => {
  for (let wait = 300; ; wait = 1000) {
    const answer = await ask("look-ups/answer/", { parameters: { id }, signal })
    if (answer.state !== "waiting") return answer
    said(answer.said)
    await pause(wait, signal)
  }
}

export const takeOver = (id) => ask("look-ups/take/", { post: { id } })
