// A signature drawn with a finger; without script the slip is signed on paper.
const at = (canvas, event) => {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
};

function clear(canvas, kept) {
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.lineWidth = 5;
  pen.lineCap = pen.lineJoin = "round";
  kept.value = "";
}

function draws(canvas, kept, choose) {
  const pen = canvas.getContext("2d");
  let down = false;
  canvas.addEventListener("pointerdown", (event) => {
    down = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(canvas, event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down) return;
    pen.lineTo(...at(canvas, event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    down = false;
    kept.value = canvas.toDataURL("image/png");
    choose();
  });
}

export function sign() {
  for (const box of document.querySelectorAll("[data-sign]")) {
    const canvas = box.querySelector("canvas");
    const kept = document.getElementById(box.dataset.sign);
    const drawn = document.querySelector(`input[name="${box.dataset.chosen}"][value="drawn"]`);
    clear(canvas, kept);
    draws(canvas, kept, () => (drawn.checked = true));
    box.querySelector("button").addEventListener("click", () => clear(canvas, kept));
    box.hidden = false;
  }
}
