// Small values that outlive a reload. Where the browser keeps nothing (private windows, storage
// switched off or full), it lives as long as the page.

export class Keep {
  #key;
  #where;
  #memory = null;
  #forgetful = false;

  /** `where` is localStorage, or sessionStorage for what belongs to this tab alone. */
  constructor(key, where = 'localStorage') {
    this.#key = key;
    this.#where = where;
  }

  read() {
    if (this.#forgetful) return this.#memory;
    try {
      return JSON.parse(window[this.#where].getItem(this.#key));
    } catch {
      return this.#memory;
    }
  }

  write(value) {
    this.#memory = value;
    try {
      window[this.#where].setItem(this.#key, JSON.stringify(value));
    } catch {
      this.#forgetful = true;
    }
  }

  /** Call `listener` when another tab has written the value. */
  onForeignWrite(listener) {
    addEventListener('storage', (event) => {
      if (event.key === this.#key || event.key === null) listener();
    });
  }
}

// Where this phone takes part: the way back from its home screen and from the offline page.
const LASTS = 24 * 3600 * 1000; // ms: a workshop is over within a day
const way = new Keep('cascade.here');

/** Remember the page of a workshop, and under which key its votes are kept. */
export function remember(path, votes) {
  way.write({ path, votes, at: Date.now() });
}

export function forget() {
  way.write(null);
}

/** `{path, votes}` of the workshop that this phone took part in last, or null. */
export function here() {
  const kept = way.read();
  return kept && Date.now() - kept.at < LASTS ? kept : null;
}
