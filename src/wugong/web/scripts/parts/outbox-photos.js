// Makes photos light before they leave the phone, shows what was picked, and lets one take a photo back.
const LONGEST = 1600;
const MOST_BYTES = 200_000;
const QUALITIES = [0.85, 0.75, 0.65, 0.55];

function drawn(image, longest) {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const encoded = (canvas, quality) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

async function light(file) {
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return { file, small: "" }; // not for us to judge: the house says what is wrong with it
  }
  const small = drawn(image, 240).toDataURL("image/jpeg", 0.7);
  for (let longest = LONGEST; longest > 200; longest *= 0.8) {
    const canvas = drawn(image, longest);
    for (const quality of QUALITIES) {
      const blob = await encoded(canvas, quality);
      if (blob && blob.size <= MOST_BYTES) return { file: new File([blob], "photo.jpg", { type: "image/jpeg" }), small };
    }
  }
  return { file, small };
}

function put(field, files) {
  const carrier = new DataTransfer();
  files.forEach((file) => carrier.items.add(file));
  field.files = carrier.files;
}

function figure({ small }, word, remove) {
  const [box, image, button] = ["figure", "img", "button"].map((name) => document.createElement(name));
  [image.className, image.alt, image.src] = ["photo", "", small];
  [button.type, button.className, button.textContent] = ["button", "btn", word];
  button.addEventListener("click", remove);
  box.append(...(small ? [image] : []), button);
  return box;
}

export function photos(field) {
  const picked = [];
  const row = document.createElement("div");
  row.className = "pick mt-2";
  field.after(row);
  function redraw() {
    put(field, picked.map((one) => one.file));
    row.replaceChildren(...picked.map((one, n) => figure(one, field.dataset.remove, () => [picked.splice(n, 1), redraw()])));
    field.dispatchEvent(new CustomEvent("picked", { bubbles: true }));
  }
  async function take() {
    field.setAttribute("aria-busy", "true");
    for (const file of [...field.files]) picked.push(await light(file));
    picked.splice(Number(field.dataset.most) || 3);
    field.removeAttribute("aria-busy");
    redraw();
  }
  field.addEventListener("change", () => { field.taking = take(); });
  field.form.addEventListener("reset", () => [picked.splice(0), row.replaceChildren()]);
}
