// One big stepper: plus and minus beside a number, from 0, and from the least that may be given, to the most.
function step(box, by) {
  const [least, most] = [Number(box.dataset.least) || 1, Number(box.max) || Infinity];
  const next = (Number(box.value) || 0) + by;
  box.value = next < least ? (by > 0 ? least : 0) : Math.min(next, most);
}

export function counter() {
  for (const line of document.querySelectorAll("[data-counter]")) {
    for (const button of line.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => step(line.querySelector("input"), Number(button.dataset.step)));
    }
  }
}
