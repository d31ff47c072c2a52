// Where something waits in this phone, the outbox is loaded on every page: it says so and tries again.
export function unsent({ outbox, unsent: words }) {
  if (!outbox || document.querySelector("form[data-outbox], #outbox")) return;
  let waits = 0;
  try {
    waits = Number(localStorage.getItem("wugong-unsent"));
  } catch {
    return; // a browser that keeps nothing has nothing waiting
  }
  if (!waits) return;
  const script = document.createElement("script");
  [script.src, script.dataset.unsent] = [outbox, words];
  document.head.append(script);
}
