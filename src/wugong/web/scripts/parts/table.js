// Reads a table into lines: the first column names the periods, every other column is one line.
const number = (cell) => {
  const text = (cell?.dataset.value ?? cell?.textContent ?? "").trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
};

export function read(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const heads = [...table.tHead.rows[0].cells];
  const oldestFirst = table.dataset.order === "newest-first" ? rows.reverse() : rows;
  return {
    periods: oldestFirst.map((row) => row.cells[0].textContent.trim()),
    lines: heads.slice(1).map((head, index) => ({
      name: head.textContent.trim(),
      focus: "focus" in head.dataset,
      values: oldestFirst.map((row) => number(row.cells[index + 1])),
    })).filter((line) => line.values.some((value) => value !== null)),
  };
}
