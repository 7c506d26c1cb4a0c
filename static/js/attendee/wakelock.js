// Keeps the screen awake while it is wanted, where the browser has the means (https only).

export class WakeLock {
  #wanted = false;
  #lock = null;

  constructor() {
    // A lock ends by itself when the page is hidden.
    document.addEventListener('visibilitychange', () => this.#settle());
  }

  want(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#settle();
  }

  async #settle() {
    const held = this.#lock && !this.#lock.released;
    if (!this.#wanted && held) {
      this.#lock.release();
      this.#lock = null;
    } else if (this.#wanted && !held && document.visibilityState === 'visible') {
      try {
        this.#lock = await navigator.wakeLock?.request('screen');
      } catch {
        this.#lock = null; // a flat battery refuses; the page works all the same
      }
    }
  }
}
