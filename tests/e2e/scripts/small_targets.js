// Lists what can be pressed and is smaller than `least` px.
(least) => {
  const near = 0.05;
  const said = (node) => `${node.tagName.toLowerCase()} “${(node.innerText || node.name || node.getAttribute("aria-label") || "").trim().slice(0, 30)}”`;
  const inSentence = (node) => {
    const block = node.parentElement.closest("p, dd, dt, li, small, figcaption, td");
    return node.tagName === "A" && getComputedStyle(node).display === "inline"
      && block && block.innerText.trim().length > node.innerText.trim().length;
  };
  const faults = [];
  for (const node of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.classList.contains("skip") || inSentence(node)) continue;
    const own = (node.closest("label") ?? node).getBoundingClientRect();
    if (own.height + near < least || own.width + near < least) faults.push(`${said(node)} ${own.width.toFixed(1)}×${own.height.toFixed(1)}`);
  }
  return faults;
}
