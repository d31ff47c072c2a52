// Lists what is wider than the sheet of paper, the tables first.
() => [...document.querySelectorAll(".scroll"), document.documentElement]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth)
  .map((node) => `${node.getAttribute("aria-label") ?? "page"} ${node.scrollWidth} > ${node.clientWidth}`)
