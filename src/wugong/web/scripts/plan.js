// The review of a plan on a desk: a click on a cell shows its line and opens the row's form in place.
const desk = matchMedia("(min-width: 960px)");

function point(line) {
  document.querySelectorAll(".plan-text .on").forEach((one) => one.classList.remove("on"));
  const found = document.getElementById(line);
  if (!found) return;
  found.classList.add("on");
  const pane = found.closest(".plan-pane");
  const from = found.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top: pane.scrollTop + from - pane.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}

function shut(back) {
  document.querySelectorAll(".plan-matrix .edit").forEach((row) => row.remove());
  document.querySelectorAll(".plan-matrix .on").forEach((one) => one.classList.remove("on"));
  back?.focus();
}

function start(form, cell) {
  const field = form.querySelector(`[name=${cell}]`) ?? form.querySelector(`#id_${cell} input`) ?? form.querySelector("textarea");
  field?.focus({ preventScroll: true });
  return field ?? form;
}

// The row stands right under the heads of the columns; further down only as far as its field asks for it.
function bring(row, field) {
  const pane = row.closest(".plan-pane");
  const top = pane.getBoundingClientRect().top;
  const head = pane.querySelector("thead").offsetHeight;
  const up = row.getBoundingClientRect().top - top - head;
  const down = field.getBoundingClientRect().bottom - top - pane.clientHeight + 96;
  pane.scrollTop += Math.max(up, down);
}

async function open(link) {
  const row = link.closest("tr");
  const cell = new URL(link.href).searchParams.get("cell") ?? "title";
  const there = row.nextElementSibling?.matches(".edit") ? row.nextElementSibling : null;
  if (!there) {
    const answer = await fetch(link.href);
    const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("row-form");
    if (!answer.ok || !part) return location.assign(link.href);
    shut();
    const edit = document.createElement("tr");
    edit.className = "edit";
    edit.insertCell().colSpan = row.cells.length;
    edit.cells[0].append(document.adoptNode(part));
    row.after(edit);
  }
  row.parentElement.parentElement.querySelectorAll("td.on").forEach((one) => one.classList.remove("on"));
  row.classList.add("on");
  link.parentElement.classList.add("on");
  const edit = row.nextElementSibling;
  edit.onkeydown = (event) => event.key === "Escape" && shut(link);
  bring(row, start(edit.querySelector("form"), cell));
}

document.querySelector(".plan-text")?.addEventListener("click", (event) => {
  const row = document.getElementById(event.target.closest("[data-row]")?.dataset.row ?? "");
  if (!row || getSelection().toString()) return;
  document.querySelectorAll(".plan-matrix .on").forEach((one) => one.classList.remove("on"));
  row.classList.add("on");
  bring(row, row);
});

document.querySelector(".plan-matrix")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#l']");
  const elder = document.documentElement.dataset.view === "elder";
  if (!link || !desk.matches || elder || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  point(new URL(link.href).hash.slice(1));
  open(link).catch(() => location.assign(link.href));
});
