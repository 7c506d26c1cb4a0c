// Where the room names what is asked about, a page that is open fetches the instrument's words again.
import { nameplaces } from './instrument.js';

const AGAIN = 1000; // ms until the next try
const TRIES = 5; // after which the page is loaded anew, words and all

export class Named {
  #asking = false;

  /** `framework` is brought up to date in place; `changed` is called then. */
  constructor({ boot, live, changed }) {
    Object.assign(this, { boot, live, changed });
    live.addEventListener('state', () => this.#follow());
    this.#follow();
  }

  /** Does the state tell of names that the page does not have yet? Until they are here, it can't be drawn. */
  get isBehind() {
    return this.live.state.view.instrument > this.boot.framework.instrument;
  }

  async #follow() {
    if (this.#asking || !this.isBehind) return;
    this.#asking = true;
    for (let tried = 0; this.isBehind && !this.live.ended; tried += 1) {
      if (tried === TRIES) return location.reload();
      if (tried) await new Promise((after) => setTimeout(after, AGAIN));
      await this.#fetch();
    }
    this.#asking = false;
    this.changed();
  }

  async #fetch() {
    try {
      const answer = await fetch(`/w/${this.boot.workshop}/instrument`, { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      const words = await answer.json();
      nameplaces(words, this.boot.words.common.answers);
      Object.assign(this.boot.framework, words);
    } catch {
      // No connection, or half an answer: the next try.
    }
  }
}
