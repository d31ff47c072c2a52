// Puts a box before each table that asks for a chart, and fetches the chart code when the first box is seen.
const MANY = 6; // columns: from here on every line is named at its end, which takes height

function boxBefore(table) {
  const box = document.createElement("div");
  const region = table.closest(".scroll") ?? table;
  const tall = table.dataset.chart === "slope" || table.rows[0].cells.length > MANY;
  box.className = `chart ${tall ? "chart--tall" : ""} no-print`;
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", table.dataset.title ?? table.caption?.textContent ?? "");
  region.before(box);
  return box;
}

export function drawWhenSeen(address) {
  document.addEventListener("DOMContentLoaded", () => {
    const tables = new Map();
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        import(address).then(() => window.wugongCharts.draw(target, tables.get(target)));
      }
    });
    for (const table of document.querySelectorAll("table[data-chart]")) {
      const box = boxBefore(table);
      tables.set(box, table);
      seen.observe(box);
    }
  });
}
