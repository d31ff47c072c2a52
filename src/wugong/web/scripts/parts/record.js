// Records spoken words where the browser can, into the file field beside; elsewhere the field takes a file.
const kinds = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

function put(field, parts, type) {
  const carrier = new DataTransfer();
  const bare = type.split(";")[0];
  carrier.items.add(new File(parts, `recording.${bare.split("/")[1]}`, { type: bare }));
  field.files = carrier.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function record(box) {
  const field = document.getElementById(box.dataset.recorder);
  const button = box.querySelector("button");
  const [label, said] = [button.querySelector("span"), box.querySelector("[role=status]")];
  let recorder = null;

  async function start() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) || "";
    const parts = [];
    const began = Date.now();
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32000 });
    recorder.ondataavailable = (event) => parts.push(event.data);
    const clock = setInterval(() => { said.textContent = Math.round((Date.now() - began) / 1000); }, 1000);
    const limit = setTimeout(() => recorder.stop(), Number(field.dataset.record) * 1000);
    recorder.onstop = () => {
      clearInterval(clock);
      clearTimeout(limit);
      stream.getTracks().forEach((track) => track.stop());
      put(field, parts, recorder.mimeType);
      said.textContent = `${box.dataset.kept}${Math.round((Date.now() - began) / 1000)}`;
      label.textContent = box.dataset.start;
      recorder = null;
    };
    recorder.start();
    label.textContent = box.dataset.stop;
  }

  button.addEventListener("click", () => {
    if (recorder) return recorder.stop();
    start().catch(() => { said.textContent = box.dataset.denied; });
  });
  box.hidden = false;
}

export function recordSpeech() {
  if (!("MediaRecorder" in window && navigator.mediaDevices)) return;
  document.querySelectorAll("[data-recorder]").forEach(record);
}
