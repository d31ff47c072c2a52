// Lists the ends of slope lines that lie more than a pixel off the middle of a row of the table beside them.
() => {
  const middle = (node) => { const box = node.getBoundingClientRect(); return box.top + box.height / 2; };
  const rows = [...document.querySelectorAll(".rank tbody tr")].map(middle);
  return [...document.querySelectorAll(".slope circle:last-of-type")]
    .filter((end) => rows.every((row) => Math.abs(row - middle(end)) > 1))
    .map((end) => `${end.parentNode.textContent.trim()} ${middle(end)}`);
}
