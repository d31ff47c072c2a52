// Lists the scroll regions, charts' tables of many villages left out, that hide a part of their table.
() => [...document.querySelectorAll(".scroll")]
  .filter((node) => !node.querySelector("[data-focus]") && node.scrollWidth > node.clientWidth)
  .map((node) => `${node.getAttribute("aria-label")} ${node.scrollWidth} > ${node.clientWidth}`)
