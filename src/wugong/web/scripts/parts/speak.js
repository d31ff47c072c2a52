// Reads a part of the page aloud with the voice of the device; pressed again it stops.
const skipped = "nav, button, script, svg, [hidden], [aria-hidden=true], .no-print";

function words(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll(skipped).forEach((node) => node.remove());
  copy.querySelectorAll("tr, li, p, h1, h2, h3, dt, dd, summary").forEach((node) => node.append("，"));
  copy.querySelectorAll("td, th").forEach((node) => node.append(" "));
  return copy.textContent.replace(/\s+/g, " ").replace(/(，\s*)+/g, "，");
}

export function speak() {
  if (!("speechSynthesis" in window)) return;
  for (const button of document.querySelectorAll("[data-speak]")) {
    const label = button.querySelector("span");
    const idle = label.textContent;
    const rest = () => { label.textContent = idle; };
    button.hidden = false;
    button.addEventListener("click", () => {
      const speaking = speechSynthesis.speaking;
      speechSynthesis.cancel();
      if (speaking) return rest();
      const speech = new SpeechSynthesisUtterance(words(document.getElementById(button.dataset.speak)));
      speech.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";
      speech.rate = 0.9;
      speech.onend = rest;
      speech.onerror = rest;
      label.textContent = button.dataset.stop;
      speechSynthesis.speak(speech);
    });
  }
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
