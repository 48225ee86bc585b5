/**
 * Keeps the page for those who come back without a network. One version of the page is one cache: a page that is open goes on with its
 * own, and the next one is taken when it is closed. `offline.mjs` writes down which files there are.
 */
const PAGE = "prong-page-";
const CACHE = PAGE + VERSION;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(PAGE) && name !== CACHE) await caches.delete(name);
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = url.href.startsWith(registration.scope);
  // What is packed keeps itself.
  if (request.method === "GET" && isOurs && !url.pathname.endsWith(".pack")) event.respondWith(answer(event, url));
});

async function answer(event, url) {
  const { request } = event;
  const cache = await caches.open(CACHE);
  // There is one page, whatever follows its address.
  const known = await cache.match(request.mode === "navigate" ? registration.scope : request, { ignoreSearch: true });
  if (known !== undefined) return known;
  const response = await fetch(request);
  // Names under assets/ change with what is in them. Without room for more it is fetched again.
  if (response.ok && /\/assets\/[^/]+$/.test(url.pathname)) {
    event.waitUntil(cache.put(request, response.clone()).catch(() => {}));
  }
  return response;
}
