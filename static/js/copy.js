/* A button beside each citation that copies it, with its italics where the place it is pasted to knows them. Without
   this script the text is there to be selected. */

for (const text of document.querySelectorAll(".cite-as .copy")) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "copy-it"
  button.textContent = "Copy"
  const said = document.createElement("span")
  said.setAttribute("role", "status")
  button.addEventListener("click", async () => {
    try {
      const kinds = { "text/plain": new Blob([text.textContent], { type: "text/plain" }) }
      if (text.matches("p")) kinds["text/html"] = new Blob([text.innerHTML], { type: "text/html" })
      await navigator.clipboard.write([new ClipboardItem(kinds)])
      said.textContent = "Copied"
    } catch {
      getSelection().selectAllChildren(text) // an old browser, or a page without https
      said.textContent = "Selected: copy it with Ctrl and C"
    }
  })
  const row = document.createElement("p")
  row.className = "copy-row"
  row.append(button, said)
  text.after(row)
}

// “#cite” leads to the section; what was asked for stands open
if (location.hash.startsWith("#cite-")) document.querySelector(location.hash)?.closest("details")?.setAttribute("open", "")
