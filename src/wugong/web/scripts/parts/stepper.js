// Steppers beside the counts of a score sheet, and the points that are left, before the server counts them.
const count = (box) => Math.max(0, Math.trunc(Number(box.value)) || 0);

function lost(box) {
  const taken = count(box) * Number(box.dataset.each);
  return box.dataset.most ? Math.min(taken, Number(box.dataset.most)) : taken;
}

function left(line) {
  const boxes = [...line.querySelectorAll(".stepper__n")];
  return Math.max(0, Number(line.dataset.points) - boxes.reduce((sum, box) => sum + lost(box), 0));
}

function step(button) {
  const box = button.parentElement.querySelector("input");
  box.value = Math.max(0, count(box) + Number(button.dataset.step));
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function total(form) {
  const vetoes = [...form.querySelectorAll("[data-veto]:checked")];
  const zeroed = new Set(vetoes.map((veto) => veto.dataset.criterion));
  const lines = [...form.querySelectorAll("[data-key]")].filter((line) => !zeroed.has(line.dataset.key));
  const caps = vetoes.filter((veto) => veto.dataset.cap).map((veto) => Number(veto.dataset.cap));
  return Math.min(lines.reduce((sum, line) => sum + left(line), 0), ...caps);
}

export function stepper() {
  for (const form of document.querySelectorAll("form[data-sheet]")) {
    const now = form.querySelector("[data-marks-now]");
    const show = () => (now.querySelector("b").textContent = String(total(form) / 100));
    for (const button of form.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => step(button));
    }
    now.hidden = false;
    form.addEventListener("input", show);
    show();
  }
}
