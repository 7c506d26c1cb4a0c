// The page's one status region for screen readers. It says what happened, and never each count.

export class Announcer {
  #region;
  #last = '';

  constructor(region) {
    this.#region = region;
  }

  /** Say a sentence once; the same sentence again is silent until another was said. */
  say(sentence) {
    if (!sentence || sentence === this.#last) return;
    this.#last = sentence;
    this.#region.textContent = sentence;
  }

  /** Say it even if it was the last thing said: it has happened again. */
  tell(sentence) {
    this.forget();
    this.say(sentence);
  }

  /** Leave nothing to be read: what the page said before script ran is no longer so. */
  clear() {
    this.#region.textContent = '';
    this.forget();
  }

  /** Let the next sentence be said even if it is the same as the last one. */
  forget() {
    this.#last = '';
  }
}
