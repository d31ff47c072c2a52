// Big keys under a field for figures, for one thumb; the phone's own keys stay away, and a scanner still types.
function press(box, key) {
  box.value = key === "clear" ? "" : key === "back" ? box.value.slice(0, -1) : box.value + key;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function keys() {
  for (const pad of document.querySelectorAll("[data-keys]")) {
    const box = document.getElementById(pad.dataset.keys);
    box.inputMode = "none";
    for (const button of pad.querySelectorAll("button")) {
      button.addEventListener("click", () => press(box, button.value));
    }
    pad.hidden = false;
  }
}
