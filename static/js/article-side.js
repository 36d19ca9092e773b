// Findings and the Publish box beside the text: loaded by a second request, so that the page itself stays quick.
// A chip leads to its place in the editor; F8 goes to the next finding.

const side = document.getElementById("article-side");

async function load(assurance = "") {
  const address = new URL(side.dataset.url, location.href);
  address.searchParams.set("fragment", "1");
  if (assurance) address.searchParams.set("assurance", assurance);
  const typed = keep();
  side.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new Error(response.status);
    side.innerHTML = await response.text();
    restore(typed);
  } catch {
    say("The findings could not be loaded. Perhaps you are signed out, or the connection is gone.");
  } finally {
    side.removeAttribute("aria-busy");
  }
}

function say(sentence) {
  const text = document.createElement("p");
  text.setAttribute("role", "alert");
  text.append(sentence, " ");
  const link = document.createElement("a");
  link.href = side.dataset.url;
  link.textContent = "Open them on their own page";
  text.append(link);
  side.replaceChildren(text);
}

function keep() {
  const form = side.querySelector("#publish-form");
  return form && { note: form.elements.note.value, kind: form.elements.kind.value };
}

function restore(typed) {
  const form = side.querySelector("#publish-form");
  if (!form || !typed) return;
  form.elements.note.value = typed.note;
  form.elements.kind.value = typed.kind;
}

// ---- to the place of a finding

const reading = !document.getElementById("article_form"); // somebody who may look at the draft, not change it

function placeOf(claim, place) {
  const marked = claim && document.querySelector(`span[data-claim="${CSS.escape(claim)}"]`);
  if (marked) return marked;
  if (!place) return null;
  const field = document.getElementById(reading ? place : `id_${place}`);
  if (field) return field;
  if (place === "authors") return document.querySelector('[id^="articleauthor_set"]');
  const [type, key] = place.split("-");
  const ids = document.querySelectorAll('input[type="hidden"][name$="-id"]');
  const id = [...ids].find((input) => input.value === key && input.name.includes(`_${type}_set-`));
  return id?.closest(".inline-related") ?? null;
}

function show(target) {
  for (let around = target; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  // A rich text is kept in a field that nobody sees, beside its editor.
  const seen = target.offsetParent ? target : target.closest(".form-row, .inline-related") ?? target;
  const marked = target.matches("span[data-claim]");
  const editor = marked ? target.closest(".ProseMirror") : seen.querySelector(".ProseMirror");
  seen.scrollIntoView({ block: "center" });
  if (editor) {
    if (marked) select(editor.editor, target);
    else editor.focus({ preventScroll: true });
    return;
  }
  const input = seen.matches("input, textarea, select") ? seen : seen.querySelector("input:not([type=hidden]), textarea, select");
  if (!input) seen.tabIndex = -1;
  (input ?? seen).focus({ preventScroll: true });
}

// The editor puts its own selection back when it gets the focus, so it is told, not the page.
function select({ commands, view }, mark) {
  commands.setTextSelection({ from: view.posAtDOM(mark, 0), to: view.posAtDOM(mark, mark.childNodes.length) });
  view.focus();
}

function jump(chip) {
  const target = placeOf(chip.dataset.claim, chip.dataset.place);
  if (!target) return false;
  for (const other of side.querySelectorAll(".jump[aria-current]")) other.removeAttribute("aria-current");
  chip.setAttribute("aria-current", "true");
  show(target);
  return true;
}

side.addEventListener("click", (event) => {
  const chip = event.target.closest(".jump");
  const other = event.target.closest("[data-assurance]");
  if (chip && jump(chip)) event.preventDefault();
  if (other) {
    event.preventDefault();
    load(other.dataset.assurance);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  const chips = [...side.querySelectorAll(".jump")].filter((chip) => !chip.closest(".let-stand"));
  if (!chips.length) return;
  event.preventDefault();
  const here = chips.findIndex((chip) => chip.hasAttribute("aria-current"));
  const step = event.shiftKey ? -1 : 1;
  const next = here < 0 ? (event.shiftKey ? chips.length - 1 : 0) : (here + step + chips.length) % chips.length;
  jump(chips[next]);
});

// ---- an address like …/change/#claim-<uuid> or #text-12 leads to that place, once the editors stand

function follow(tries = 40) {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name) return;
  const claim = name.startsWith("claim-") ? name.slice(6) : "";
  const target = placeOf(claim, claim ? "" : name);
  const standing = target && (!claim || reading || target.isContentEditable);
  if (standing) show(target);
  else if (tries) setTimeout(follow, 100, tries - 1);
}

load();
follow();
