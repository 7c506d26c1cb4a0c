// Fetches what a phone does not need to join: the cards (open.js), what it needs once people rate (later.js) with what
// the page says from then on, what only those need who are asked for more than one rating (rows.js), and what follows
// from the ratings (plan/index.js). While it is quiet, so that a round that opens finds it here, and otherwise when it is needed.
import { language } from '../lib/words.js';

const AGAIN_AFTER = 3000; // ms after the first failure, longer after more
const MOST_PATIENCE = 5; // times as long
const QUIET_FOR = 3000; // ms on the page before anything is fetched that is not needed yet
const SPREAD = 12000; // ms, so that the phones of a room do not all ask at once

export class Late {
  #fetching = null;
  #tries = 0;
  #again = null;
  #soon = null;
  #load;
  #arrived;
  #failed;

  /** `arrived` is given what `load` fetches once it is there; `failed` is told of each failure. */
  constructor(load, arrived, failed) {
    this.#load = load;
    this.#arrived = arrived;
    this.#failed = failed;
  }

  /** Has it been asked for in vain so far? */
  get isFailing() {
    return this.#tries > 0;
  }

  /** Fetch it at a quiet moment of this phone's own, unless it is needed before. */
  whileQuiet() {
    this.#soon ??= setTimeout(() => this.fetch(), QUIET_FOR + Math.random() * SPREAD);
  }

  /** Settled once this try is over, well or not; after a failure it is tried again until it is here. */
  fetch() {
    // Some browsers remember that an address failed, so each try has its own.
    const again = this.#tries ? `?${this.#tries}` : '';
    this.#fetching ??= Promise.all(this.#load(again)).then(
      (found) => {
        this.#tries = 0;
        this.#arrived(...found);
      },
      () => {
        this.#tries += 1;
        this.#again = setTimeout(() => this.#retry(), AGAIN_AFTER * Math.min(this.#tries, MOST_PATIENCE));
        this.#failed();
      },
    );
    return this.#fetching;
  }

  /** There is a connection again: what waits for its next try is tried now. */
  hurry() {
    if (this.#again !== null) this.#retry();
  }

  #retry() {
    clearTimeout(this.#again);
    this.#again = this.#fetching = null;
    this.fetch();
  }
}

export const loadCards = (again) => [import(`./open.js${again}`), looks(`../../css/cards.css${again}`, 'after')];
export const loadLater = (again) => [import(`./later.js${again}`), texts('', again), looks(`../../css/later.css${again}`)];
export const loadRows = (again) => [import(`./rows.js${again}`), looks(`../../css/rows.css${again}`)];
export const loadPlan = (again) => [import(`./plan/index.js${again}`), texts('.plan', again), looks(`../../css/plan.css${again}`)];

async function texts(part, again) {
  const answer = await fetch(new URL(`../../words/${language}${part}.json${again}`, import.meta.url));
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// Before our own style, as on the other pages, so that it can be adapted to a phone; the cards' is our own.
function looks(address, where = 'before') {
  const { href, pathname } = new URL(address, import.meta.url);
  if (document.querySelector(`link[href="${pathname}"]`)?.sheet) return null; // it came with the page
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  document.querySelector('link[href$="/attendee.css"]')[where](link);
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject();
    };
  });
}
