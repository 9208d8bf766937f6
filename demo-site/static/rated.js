// Once a rating was sent, its step says so without loading the page again.
document.addEventListener("hcp-submitted", () => {
  const standing = document.querySelector("[aria-current=step] .standing");
  const done = document.createElement("span");
  done.className = "done";
  done.textContent = document.getElementById("rate").dataset.rated;
  standing.replaceChildren(done);
});
