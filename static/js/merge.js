// Keys of the page with two records side by side. Each key has a button or a link of its own, which shows it.

document.addEventListener("keydown", (event) => {
  const form = document.getElementById("compare");
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.querySelector("button[value=merge]")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  const button = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
