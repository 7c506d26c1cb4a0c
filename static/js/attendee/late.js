// Fetches what a phone needs only once people rate: see later.js; what the page says from then on, too. What only those
// need who are asked for more than one rating: see rows.js. And what follows from the ratings: see plan/index.js.
import { language } from '../lib/words.js';

const AGAIN_AFTER = 3000; // ms

export class Late {
  #fetching = null;
  #tries = 0;
  #load;
  #arrived;
  #draw;

  /** `arrived` is given what `load` fetches once it is there; `draw` tries again after a failure. */
  constructor(load, arrived, draw) {
    this.#load = load;
    this.#arrived = arrived;
    this.#draw = draw;
  }

  fetch() {
    // Some browsers remember that an address failed, so each try has its own.
    const again = this.#tries ? `?${this.#tries}` : '';
    this.#fetching ??= Promise.all(this.#load(again)).then(
      (found) => this.#arrived(...found),
      () => {
        this.#tries += 1;
        setTimeout(() => {
          this.#fetching = null;
          this.#draw();
        }, AGAIN_AFTER);
      },
    );
  }
}

export const loadLater = (again) => [import(`./later.js${again}`), texts('', again), looks(`../../css/later.css${again}`)];
export const loadRows = (again) => [import(`./rows.js${again}`), looks(`../../css/rows.css${again}`)];
export const loadPlan = (again) => [import(`./plan/index.js${again}`), texts('.plan', again), looks(`../../css/plan.css${again}`)];

async function texts(part, again) {
  const answer = await fetch(new URL(`../../words/${language}${part}.json${again}`, import.meta.url));
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// Before our own style, as on the other pages, so that it can be adapted to a phone.
function looks(address) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(address, import.meta.url);
  document.querySelector('link[href$="/attendee.css"]').before(link);
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject();
    };
  });
}
