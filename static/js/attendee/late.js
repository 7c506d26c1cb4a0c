// Fetches what a phone needs only once people rate: see later.js; what the page says from then on, too.
import { language } from '../lib/words.js';

const AGAIN_AFTER = 3000; // ms

export class Late {
  #fetching = null;
  #tries = 0;
  #arrived;
  #draw;

  /** `arrived` is given the module and the words once they are there; `draw` tries again after a failure. */
  constructor(arrived, draw) {
    this.#arrived = arrived;
    this.#draw = draw;
  }

  fetch() {
    // Some browsers remember that an address failed, so each try has its own.
    const again = this.#tries ? `?${this.#tries}` : '';
    this.#fetching ??= Promise.all([import(`./later.js${again}`), texts(again), looks(`../../css/later.css${again}`)]).then(
      ([module, words]) => this.#arrived(module, words),
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

async function texts(again) {
  const answer = await fetch(new URL(`../../words/${language}.json${again}`, import.meta.url));
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
