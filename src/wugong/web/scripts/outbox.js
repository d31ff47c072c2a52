// The outbox of the phone: loaded where a form may wait for the network, and wherever something waits.
import { waitingForm } from "./parts/outbox-form.js";
import { show } from "./parts/outbox-list.js";
import { photos } from "./parts/outbox-photos.js";
import { point } from "./parts/point.js";
import { sendAll } from "./parts/outbox-send.js";

const { worker, unsent } = document.currentScript.dataset;
const shown = () => show(unsent);
const sendAndShow = () => sendAll().then(shown);

function start() {
  document.querySelectorAll("form[data-outbox] input[type=file][accept^=image]").forEach(photos);
  document.querySelectorAll("[data-point]").forEach(point);
  document.querySelectorAll("form[data-outbox]").forEach((form) => waitingForm(form, shown));
  shown().then(() => navigator.onLine && sendAndShow());
  addEventListener("online", sendAndShow);
  document.querySelector("[data-send-now]")?.addEventListener("click", sendAndShow);
}

if ("indexedDB" in window) {
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
