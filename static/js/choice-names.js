// The admin's search boxes for choices say their names to screen readers, as their labels do to everybody else.
const nameOf = (choice) => choice.labels[0]?.textContent.replace(/[:\s]+$/, "") || choice.name

const tell = (choice) => {
  const box = choice.nextElementSibling
  if (!box?.matches(".select2")) return
  const name = nameOf(choice)
  box.querySelector(".select2-selection").setAttribute("aria-label", name)
  box.querySelector(".select2-selection").removeAttribute("aria-labelledby")
  box.querySelector("span.select2-selection__rendered")?.setAttribute("aria-label", name)
  box.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation")
  box.querySelectorAll(".select2-search__field").forEach((field) => field.setAttribute("aria-label", name))
}

const tellAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(tell)

window.addEventListener("DOMContentLoaded", () => {
  const $ = window.django.jQuery
  // after the admin has made the boxes, which it does when jQuery says that the page is ready
  $(() => setTimeout(() => tellAll(document)))
  // a multiple choice writes its box anew with each change
  $(document).on("change", "select.admin-autocomplete", (event) => tell(event.target))
  $(document).on("select2:open", (event) => {
    const name = nameOf(event.target)
    document.querySelectorAll(".select2-dropdown .select2-search__field").forEach((field) => field.setAttribute("aria-label", name))
  })
})
document.addEventListener("formset:added", (event) => setTimeout(() => tellAll(event.target)))
