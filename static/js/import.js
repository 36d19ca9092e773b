// The pages of an import: keys in the list of look-alikes, the time that is left, a file that is too large.
// Everything here has a link or a button of its own; without this script those remain.

const rows = [...document.querySelectorAll(".decide .alike-row")];
const current = () => document.activeElement?.closest(".alike-row");

function go(step) {
  const at = rows.indexOf(current());
  const row = rows[Math.max(0, Math.min(at + step, rows.length - 1))];
  if (!row) return;
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: () => current()?.querySelector("[name=record]").click(),
  enter: () => current()?.querySelector(".compare").click(),
};
for (const button of document.querySelectorAll("button[data-key]")) KEYS[button.dataset.key] = () => button.click();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  // Enter on a link or a button is theirs
  if (field || (key === "enter" && event.target !== current()) || !KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
});

if (rows.length || document.querySelector("button[data-key]")) {
  for (const keys of document.querySelectorAll(".keys")) keys.hidden = false;
}

// ---- how long it will take, from what the bar showed since the page was opened

const bar = document.querySelector("[data-job] progress");
const left = document.querySelector("[data-job] .left");
let first;

function inWords(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}

function tell() {
  if (!bar.hasAttribute("max")) return;
  first ??= { done: bar.value, at: performance.now() };
  const pace = ((bar.value - first.done) * 1000) / (performance.now() - first.at);
  const more = pace > 0 ? ` About ${inWords((bar.max - bar.value) / pace)} left at ${Math.round(pace)} records a second.` : "";
  left.textContent = `${Math.floor((100 * bar.value) / bar.max)} %.${more} `;
}

if (bar && left) {
  new MutationObserver(tell).observe(bar, { attributes: true });
  tell();
}

// ---- the site would say the same, after the whole file has gone up

const file = document.querySelector("input[data-largest]");
const said = document.querySelector(".too-large");
file?.addEventListener("change", () => {
  const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const [size, largest] = [file.files[0]?.size ?? 0, Number(file.dataset.largest)];
  said.hidden = size <= largest;
  said.textContent = said.hidden ? "" : `The file has ${megabytes(size)}, and at most ${megabytes(largest)} can be imported at once. Split it into several files.`;
});
