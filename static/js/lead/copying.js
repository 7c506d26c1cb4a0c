// Copying the chart for a slide to the clipboard, as a picture that can be pasted.
import { SHOWN_FOR } from '../lib/copy.js';
import { fetched } from './making.js';

const PNG = 'image/png';

export class Copying {
  state = ''; // busy, copied, cannot: this browser or page can't; failed: it could not be made

  #address;
  #say;
  #draw;
  #words;

  /** `address` is the picture's; `say` tells screen readers, `draw` the eyes; `words` is the lead's `picture`. */
  constructor({ address, say, draw, words }) {
    this.#address = address;
    this.#say = say;
    this.#draw = draw;
    this.#words = words;
  }

  async copy() {
    if (this.state === 'busy') return;
    if (!globalThis.ClipboardItem || !navigator.clipboard?.write) return this.#is('cannot');
    this.#is('busy');
    // The picture goes in as a promise: Safari allows writing only while the press is fresh.
    let wasMade = true;
    const picture = fetched(this.#address).then(
      ([blob]) => blob,
      (problem) => {
        wasMade = false;
        throw problem;
      },
    );
    try {
      await navigator.clipboard.write([new ClipboardItem({ [PNG]: picture })]);
    } catch {
      return this.#is(wasMade ? 'cannot' : 'failed');
    }
    this.#is('copied');
    setTimeout(() => this.state === 'copied' && this.#is(''), SHOWN_FOR);
  }

  #is(state) {
    this.state = state;
    if (state) this.#say(this.#words[state]);
    this.#draw();
  }
}
