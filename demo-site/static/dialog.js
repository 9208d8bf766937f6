// Buttons with data-opens open the rating dialog of that id. Where the element
// never came to life (script blocked, old browser), its own link is followed.
for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => {
    const rating = document.getElementById(button.dataset.opens);
    if (typeof rating.open === "function") rating.open();
    else location.assign(rating.querySelector("a").href);
  });
}
