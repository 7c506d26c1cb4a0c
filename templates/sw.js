{#- The service worker of the phones' pages. It keeps this version's files and the offline page, so
    that a phone without a connection is told so at once. What is live or personal comes from the
    network or not at all. -#}
const FILES = '{{ files }}';
const OFFLINE = '{{ offline }}'; {# the name of the cache as well -#}
const SHELL = {{ shell | tojson }};
const PAGES = /^\/($|join$|j\/|w\/)/;
const GATEWAY = [502, 504]; {# a proxy whose server is away -#}

addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(install(event));
});
addEventListener('activate', (event) => event.waitUntil(takeOver()));
addEventListener('fetch', (event) => {
  const { mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  if (mode === 'navigate' && PAGES.test(pathname)) event.respondWith(page(event));
  else if (pathname.startsWith(FILES)) event.respondWith(file(event, event.request));
});

async function install(event) {
  const cache = await caches.open(OFFLINE);
  await Promise.all([cache.add(OFFLINE), ...SHELL.map((name) => file(event, name))]);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== OFFLINE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

async function page({ request }) {
  const answer = await fetch(request).catch(() => null);
  if (answer && !GATEWAY.includes(answer.status)) return answer;
  return (await caches.match(OFFLINE)) ?? answer ?? Response.error();
}

async function file(event, request) {
  const cache = await caches.open(OFFLINE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  {#- A server of another version has other files at this address; its answer is not for ever. #}
  const lasts = answer.headers.get('Cache-Control')?.includes('immutable');
  if (answer.ok && lasts) event.waitUntil(cache.put(request, answer.clone()));
  return answer;
}
