// Small values that outlive a reload; lib/forgetting.js ends them. Where the browser keeps nothing
// (private windows, storage switched off or full), a value lives as long as the page.

export const OURS = 'cascade.';
export const USED = `${OURS}used`; // when each value was last used: days since 1970, by key
const DAY = 24 * 3600 * 1000; // ms
export const today = () => Math.floor(Date.now() / DAY);

export class Keep {
  #key;
  #where;
  #memory = null;
  #forgetful = false;
  #usedOn = 0;

  /** `where` is localStorage, or sessionStorage for what belongs to this tab alone. */
  constructor(key, where = 'localStorage') {
    this.#key = key;
    this.#where = where;
  }

  read() {
    if (this.#forgetful) return this.#memory;
    try {
      const kept = window[this.#where].getItem(this.#key);
      if (kept !== null) this.#use();
      return JSON.parse(kept);
    } catch {
      return this.#memory;
    }
  }

  write(value) {
    this.#memory = value;
    try {
      window[this.#where].setItem(this.#key, JSON.stringify(value));
      this.#use();
    } catch {
      this.#forgetful = true;
    }
  }

  /** Nothing of it is stored any more. */
  clear() {
    this.#memory = null;
    try {
      window[this.#where].removeItem(this.#key);
    } catch {
      // nothing was stored
    }
  }

  /** Call `listener` when another tab has written the value. */
  onForeignWrite(listener) {
    addEventListener('storage', ({ key, newValue }) => {
      if (key === null || (key === this.#key && newValue !== null)) listener();
    });
  }

  // A value must survive even if the day of its use cannot be stored.
  #use() {
    if (this.#usedOn === today()) return;
    this.#usedOn = today();
    try {
      const store = window[this.#where];
      store.setItem(USED, JSON.stringify({ ...usesIn(store), [this.#key]: today() }));
    } catch {
      // no room
    }
  }
}

/** When each value in a store was last used; nothing is known of what is no JSON. */
export function usesIn(store) {
  try {
    return JSON.parse(store.getItem(USED)) ?? {};
  } catch {
    return {};
  }
}

// Where this phone takes part: the way back from its home screen and from the offline page.
const LASTS = DAY; // a workshop is over within a day
const way = new Keep(`${OURS}here`);

/** Remember the page of a workshop, and under which key its votes are kept. */
export function remember(path, votes) {
  way.write({ path, votes, at: Date.now() });
}

export function forget() {
  way.clear();
}

/** `{path, votes}` of the workshop that this phone took part in last, or null. */
export function here() {
  const kept = way.read();
  return kept && Date.now() - kept.at < LASTS ? kept : null;
}
