// Shows what waits: a badge on every page, and where the page has a list, each sending with what became of it.
import { all, drop, put } from "./outbox-store.js";

const COUNT = "wugong-unsent"; // by it other pages know whether there is anything to load this for

function badge(count, words) {
  const there = document.querySelector(".unsent") || document.createElement("a");
  there.className = "btn unsent no-print";
  there.href = "/matters/report/#outbox";
  there.textContent = `${words} ${count}`;
  there.hidden = count === 0;
  if (!there.isConnected) document.body.append(there);
}

const part = (row, name) => row.querySelector(`[data-${name}]`);

function line(item, template, again) {
  const row = template.content.firstElementChild.cloneNode(true);
  part(row, "title").textContent = item.title;
  part(row, "at").textContent = new Date(item.at).toLocaleString("zh-CN", { dateStyle: "short", timeStyle: "short" });
  for (const state of row.querySelectorAll("[data-state]")) state.hidden = state.dataset.state !== item.state;
  part(row, "why").textContent = item.why || "";
  part(row, "number").textContent = item.number || "";
  part(row, "number").href = item.address || "";
  part(row, "code").textContent = item.code || "";
  part(row, "coded").hidden = !item.code;
  const [edit, remove] = [part(row, "edit"), part(row, "remove")];
  edit.hidden = item.state === "sent";
  edit.addEventListener("click", async () => {
    await put("drafts", { key: item.page, by: item.by, fields: item.fields, files: item.files, at: Date.now() });
    await drop("sendings", item.key);
    location.assign(item.page);
  });
  remove.addEventListener("click", () => {
    if (item.state === "sent" || confirm(remove.dataset.sure)) drop("sendings", item.key).then(again);
  });
  return row;
}

export async function show(words) {
  const items = (await all("sendings")).sort((one, other) => one.at - other.at);
  const unsent = items.filter((item) => item.state !== "sent").length;
  localStorage.setItem(COUNT, String(items.length && unsent));
  badge(unsent, words);
  const [box, template] = [document.getElementById("outbox"), document.getElementById("outbox-line")];
  if (!box || !template) return;
  box.hidden = items.length === 0;
  box.querySelector("ul").replaceChildren(...items.map((item) => line(item, template, () => show(words))));
}
