// Keys on the evidence sheet. Everything they do has a link or a button of its own; without this script those remain.

const rows = () => [...document.querySelectorAll("table.sheet .claim, table.sheet tr.ct[id]")];
let at = -1;

function go(index) {
  const all = rows();
  if (!all.length) return;
  at = Math.max(0, Math.min(index, all.length - 1));
  const row = all[at];
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function current() {
  const all = rows();
  const focused = document.activeElement?.closest("tr.ct[id], .claim");
  if (focused) at = all.indexOf(focused);
  return all[at];
}

function edit() {
  current()?.querySelector(":scope > td .edit-row, :scope > .cl .edit-claim")?.click();
}

function nextGap() {
  const gaps = [...document.querySelectorAll("table.sheet .gap")];
  const next = gaps.find((gap) => document.activeElement.compareDocumentPosition(gap) & Node.DOCUMENT_POSITION_FOLLOWING);
  (next ?? gaps[0])?.focus();
}

const KEYS = {
  j: () => go((current(), at) + 1),
  k: () => go((current(), at) - 1),
  e: edit,
  g: nextGap,
};

const form = document.querySelector("tr.edit form");

document.addEventListener("keydown", (event) => {
  if (form && (event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
  } else if (form && event.key === "Escape" && form.contains(document.activeElement)) {
    form.querySelector(".cancel").click();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select, [contenteditable]")) {
    const act = KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }
});

for (const keys of document.querySelectorAll(".keys, .acts kbd")) keys.hidden = false;

if (form) {
  const bad = form.querySelector(".bad input, .bad textarea, .bad select");
  const first = bad ?? form.querySelector("select, textarea, input:not([type=hidden])");
  // After load: until then the browser itself moves the focus, to the row that the address names.
  addEventListener("load", () => setTimeout(() => first.focus()));
  // What was typed and not saved is not left without a question.
  let touched = Boolean(bad);
  form.addEventListener("input", () => (touched = true));
  form.addEventListener("submit", () => (touched = false));
  addEventListener("beforeunload", (event) => touched && event.preventDefault());
}
