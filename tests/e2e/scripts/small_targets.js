// Lists what can be pressed and is smaller than `least` px.
(least) => {
  const near = 0.5;
  const said = (node) => `${node.tagName.toLowerCase()} “${(node.innerText || node.name || node.getAttribute("aria-label") || "").trim().slice(0, 30)}”`;
  const inSentence = (node) => {
    const block = node.parentElement.closest("p, dd, dt, li, small, figcaption, td");
    return node.tagName === "A" && getComputedStyle(node).display.startsWith("inline") && !node.closest("tr")
      && block && block.innerText.trim().length > node.innerText.trim().length && getComputedStyle(node).display === "inline";
  };
  const faults = [];
  for (const node of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.classList.contains("skip") || inSentence(node)) continue;
    const own = (node.closest("label") ?? node).getBoundingClientRect();
    const row = node.closest("tr")?.getBoundingClientRect();
    const high = Math.max(own.height, row?.height ?? 0);
    const wide = row ? least : own.width;
    if (high + near < least || wide + near < least) faults.push(`${said(node)} ${Math.round(own.width)}×${Math.round(high)}`);
  }
  return faults;
}
