// What the server wrote into the page: the first state, the framework and the words.

/** Read the page's boot data (docs/protocol.md lists its fields). */
export function readBoot() {
  return JSON.parse(document.getElementById('boot').textContent);
}

/** The domain of a framework view with this key, or undefined. */
export function domainOf(framework, key) {
  return framework.domains.find((domain) => domain.key === key);
}
