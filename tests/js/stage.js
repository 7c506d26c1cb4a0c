// What the pieces of a page are given here: a keep in memory, and a server that answers when told to.

/** As lib/keep.js, without a browser; `foreign(value)` is what another tab has written. */
export function keep(value = null) {
  const listeners = [];
  return {
    value,
    read: () => structuredClone(value),
    write: (next) => (value = structuredClone(next)),
    clear: () => (value = null),
    onForeignWrite: (listener) => listeners.push(listener),
    foreign(next) {
      value = next;
      for (const listener of listeners) listener();
    },
  };
}

/** `ask` holds each request until it is answered; `asked` are those that were sent. */
export function server() {
  const asked = [];
  const waiting = [];
  const arrivals = [];
  return {
    asked,
    ask(request) {
      asked.push(request);
      arrivals.splice(0).forEach((arrived) => arrived());
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    /** Wait until so many requests were sent in all. */
    async heard(number) {
      while (asked.length < number) await new Promise((arrived) => arrivals.push(arrived));
    },
    /** Answer the request that has waited longest, and let whoever asked go on. */
    async answers(answer) {
      waiting.shift().resolve(answer);
      await settled();
    },
    async breaks(fault) {
      waiting.shift().reject(fault);
      await settled();
    },
  };
}

export const settled = () => new Promise((resolve) => setImmediate(resolve));
export const refusal = (code, again) => ({ ok: false, error: { code, sentence: `no: ${code}`, again } });
