// Keeps the report pages and what they are drawn with, so that they open without network; nothing else.
const KEPT = "reports-{{ state|escapejs }}";
const ASSETS = [{% for one in assets %}"{{ one|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const REPORT = "{% url "report_new" %}";
const PAGES = /^\/matters\/(report\/([a-z0-9-]+\/)?|\d{9}\/work\/)$/;
const NO_PAGE = /^\/matters\/report\/(send|done)\//;
const SIGN_OUT = "{% url "account_logout" %}";

async function prepare() {
  const kept = await caches.open(KEPT);
  await kept.addAll(ASSETS);
  const page = await fetch(REPORT);
  if (page.ok && !page.redirected) await kept.put(REPORT, page);
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("reports-") && name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request, path) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic" && !answer.redirected) await kept.put(path, answer.clone());
    return answer;
  } catch {
    return (await kept.match(path)) || (await kept.match(REPORT)) || Response.error();
  }
}

async function asset(request, path) {
  const kept = await caches.open(KEPT);
  return (await kept.match(path)) || fetch(request);
}

// Whoever signs out leaves no page of hers in a phone that others use; what was not sent yet stays.
async function forget() {
  const kept = await caches.open(KEPT);
  const pages = (await kept.keys()).filter((one) => PAGES.test(new URL(one.url).pathname));
  await Promise.all(pages.map((one) => kept.delete(one)));
}

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (ASSETS.includes(pathname)) event.respondWith(asset(request, pathname));
  else if (request.mode === "navigate" && PAGES.test(pathname) && !NO_PAGE.test(pathname)) event.respondWith(page(request, pathname));
});
