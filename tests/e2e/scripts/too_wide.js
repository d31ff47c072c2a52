// Lists what reaches beyond `width` px outside a scroll region of its own.
(width) => [...document.body.querySelectorAll("*")]
  .filter((node) => node.getBoundingClientRect().right > width + 1 && !node.closest(".scroll, .tabs"))
  .map((node) => `${node.tagName.toLowerCase()}.${node.className}`)
