// One small value that outlives a reload. Where the browser keeps nothing (private windows, storage
// switched off or full), it lives as long as the page.

export class Keep {
  #key;
  #memory = null;
  #forgetful = false;

  constructor(key) {
    this.#key = key;
  }

  read() {
    if (this.#forgetful) return this.#memory;
    try {
      return JSON.parse(localStorage.getItem(this.#key));
    } catch {
      return this.#memory;
    }
  }

  write(value) {
    this.#memory = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
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
