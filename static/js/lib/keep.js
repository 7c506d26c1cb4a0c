// Small values that outlive a reload, for as long as they are of use: a workshop's until it is over for
// this browser, and any for 60 days. Where the browser keeps nothing (private windows, storage
// switched off or full), a value lives as long as the page.

const OURS = 'cascade.';
const USED = `${OURS}used`; // when each value was last used: days since 1970, by key
const LASTS_DAYS = 60; // as long as cookies
const STORES = ['localStorage', 'sessionStorage'];
const DAY = 24 * 3600 * 1000; // ms
const today = () => Math.floor(Date.now() / DAY);

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
    remove(this.#where, (key) => key === this.#key);
  }

  /** Call `listener` when another tab has written the value. */
  onForeignWrite(listener) {
    addEventListener('storage', ({ key, newValue }) => {
      if ((key === this.#key && newValue !== null) || key === null) listener();
    });
  }

  #use() {
    if (this.#usedOn === today()) return;
    this.#usedOn = today();
    const store = window[this.#where];
    store.setItem(USED, JSON.stringify({ ...usesIn(store), [this.#key]: today() }));
  }
}

/** Whatever this browser keeps of a workshop goes, but for what is of the person `stays`. */
export function forgetWorkshop(workshop, stays = null) {
  const ofStays = `${OURS}${workshop}.${stays}`;
  const isGone = (key) => key.split('.').includes(workshop) && !`${key}.`.startsWith(`${ofStays}.`);
  for (const where of STORES) remove(where, isGone);
}

/** What nobody has used for 60 days goes. A value of unknown age, as an older version left it, is as
 * if used today. */
export function forgetOld() {
  for (const where of STORES) {
    try {
      const store = window[where];
      const uses = usesIn(store);
      remove(where, (key) => uses[key] < today() - LASTS_DAYS);
      const kept = keysOf(store).map((key) => [key, uses[key] ?? today()]);
      if (kept.length) store.setItem(USED, JSON.stringify(Object.fromEntries(kept)));
      else store.removeItem(USED);
    } catch {
      // where nothing can be kept there is nothing old
    }
  }
}

const keysOf = (store) => Object.keys(store).filter((key) => key.startsWith(OURS) && key !== USED);

function usesIn(store) {
  try {
    return JSON.parse(store.getItem(USED)) ?? {};
  } catch {
    return {};
  }
}

function remove(where, isGone) {
  try {
    const store = window[where];
    for (const key of keysOf(store).filter(isGone)) store.removeItem(key);
  } catch {
    // where nothing can be kept there is nothing to remove
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
