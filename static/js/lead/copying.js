// Copying the chart for a slide to the clipboard, as a picture that can be pasted.
import { SHOWN_FOR } from '../lib/copy.js';
import { fetched, whyNot } from './making.js';

const PNG = 'image/png';

export class Copying {
  state = ''; // busy, copied, or failed
  problem = ''; // what went wrong the last time, in a sentence

  #address;
  #say;
  #draw;
  #words;

  /** `address` is the picture's, `about` what it shows where the page has several; `say` tells screen readers, `draw` the eyes; `words` is the lead's `picture`. */
  constructor({ address, about = '', say, draw, words }) {
    this.about = about;
    this.#address = address;
    this.#say = say;
    this.#draw = draw;
    this.#words = words;
  }

  async copy() {
    if (this.state === 'busy') return;
    if (!globalThis.ClipboardItem || !navigator.clipboard?.write) return this.#fails(this.#words.cannot);
    this.#is('busy');
    // The picture goes in as a promise: Safari allows writing only while the press is fresh.
    let unmade = null;
    const picture = fetched(this.#address).then(
      ([blob]) => blob,
      (problem) => {
        unmade = problem;
        throw problem;
      },
    );
    try {
      await navigator.clipboard.write([new ClipboardItem({ [PNG]: picture })]);
    } catch {
      return this.#fails(unmade ? whyNot(unmade, this.#words.failed) : this.#words.cannot);
    }
    this.#is('copied');
    setTimeout(() => this.state === 'copied' && this.#is(''), SHOWN_FOR);
  }

  #fails(sentence) {
    this.#is('failed', sentence);
  }

  #is(state, problem = '') {
    this.state = state;
    this.problem = problem;
    if (state) this.#say(problem || this.#words[state]);
    this.#draw();
  }
}
