// Sends what waits: whose it is, is asked first; what was refused stays with its reason, all else is tried again.
import { all, put } from "./outbox-store.js";

const AGAIN = [401, 408, 409, 429];
const json = { Accept: "application/json" };

async function told(answer) {
  return answer.json().catch(() => ({}));
}

async function keep(item, state, why) {
  const kept = { ...item, state, why };
  await put("sendings", kept);
  return kept;
}

function body(item) {
  const form = new FormData();
  item.fields.forEach(([name, value]) => form.append(name, value));
  item.files.forEach(([name, file]) => form.append(name, file, file.name || name));
  return form;
}

async function answered(item) {
  const door = new URL(item.to, location.origin);
  door.searchParams.set("by", item.by);
  const asked = await fetch(door, { headers: json, cache: "no-store" });
  const known = await told(asked);
  if (!asked.ok) return keep(item, "waiting", known.sentence || "");
  const headers = { ...json, "X-CSRFToken": known.token };
  const answer = await fetch(item.to, { method: "POST", body: body(item), headers });
  const said = await told(answer);
  if (answer.ok) return keep({ ...item, ...said, files: [], token: known.token }, "sent", "");
  const later = answer.status >= 500 || said.code === "web.403" || AGAIN.includes(answer.status);
  return keep({ ...item, token: known.token }, later ? "waiting" : "refused", said.sentence || "");
}

export async function send(item) {
  try {
    return await answered(item);
  } catch {
    return item; // no network: it waits
  }
}

let running = null;
async function run() {
  for (const item of await all("sendings")) if (item.state === "waiting") await send(item);
}

export function sendAll() {
  running ||= (navigator.locks ? navigator.locks.request("wugong-outbox", run) : run()).finally(() => { running = null; });
  return running;
}
