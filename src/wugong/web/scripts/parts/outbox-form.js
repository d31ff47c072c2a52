// A form whose sending may wait: drafts survive, a sending without network stays in the outbox under its own key.
import { drop, one, put } from "./outbox-store.js";
import { send } from "./outbox-send.js";

const OWN = ["csrfmiddlewaretoken"];
const PAUSE = 400; // ms after the last stroke

const fresh = () => {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0"));
  hex[6] = `4${hex[6][1]}`;
  hex[8] = `a${hex[8][1]}`;
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

function read(form) {
  const entries = [...new FormData(form)].filter(([name]) => !OWN.includes(name));
  const isFile = ([, value]) => value instanceof File;
  return { fields: entries.filter((entry) => !isFile(entry)), files: entries.filter((entry) => isFile(entry) && entry[1].size) };
}

function fill(form, { fields, files }, bound) {
  const by = new Map();
  for (const [name, value] of bound ? [] : fields) by.set(name, [...(by.get(name) || []), value]);
  for (const control of form.elements) {
    if (control.type === "file") {
      const carrier = new DataTransfer();
      files.filter(([name]) => name === control.name).forEach(([, file]) => carrier.items.add(new File([file], file.name || "photo.jpg", { type: file.type })));
      if (carrier.files.length) [control.files = carrier.files, control.dispatchEvent(new Event("change", { bubbles: true }))];
    } else if (by.has(control.name)) {
      const values = by.get(control.name);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else if (control.tagName !== "BUTTON") control.value = values[0];
    }
  }
}

export async function waitingForm(form, shown) {
  const page = location.pathname + (form.id ? `#${form.id}` : "");
  const [by, saved] = [form.elements.by?.value || "", form.querySelector("[data-saved]")];
  const bound = Boolean(form.querySelector(".errs"));
  const draft = await one("drafts", page).catch(() => null);
  if (!bound) form.elements.key.value = fresh();
  if (draft && draft.by === by) fill(form, draft, bound);
  let timer = 0;
  const keep = async () => {
    await put("drafts", { key: page, by, at: Date.now(), ...read(form) });
    saved.hidden = false;
    saved.querySelector("time").textContent = new Date().toLocaleTimeString("zh-CN", { timeStyle: "short" });
  };
  const later = (pause) => () => [clearTimeout(timer), (timer = setTimeout(keep, pause))];
  form.addEventListener("input", later(PAUSE));
  ["change", "picked"].forEach((kind) => form.addEventListener(kind, later(0)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter || form.querySelector("[type=submit]");
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    await Promise.all([...form.elements].map((control) => control.taking));
    clearTimeout(timer);
    const { fields, files } = read(form);
    const title = fields.filter(([name]) => form.dataset.titles.split(" ").includes(name)).map(([, value]) => value.trim()).find(Boolean);
    if (!title && !files.length && navigator.onLine) return form.submit();
    const item = { key: form.elements.key.value, at: Date.now(), to: form.dataset.outbox, page, by, title: title || form.dataset.title, fields, files, state: "waiting", why: "" };
    await put("sendings", item);
    const answer = await send(item);
    if (answer.state === "refused") {
      await Promise.all([drop("sendings", item.key), keep()]);
      form.elements.csrfmiddlewaretoken.value = answer.token;
      return form.submit();
    }
    await drop("drafts", page);
    if (answer.state === "sent") return [await drop("sendings", item.key), location.assign(answer.next)];
    form.reset();
    form.elements.key.value = fresh();
    saved.hidden = true;
    button.removeAttribute("aria-busy");
    await shown();
    location.hash = "outbox";
  });
}
