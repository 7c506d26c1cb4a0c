// One native dialog for everything that deserves a second thought. Focus goes back by itself. The text
// describes the button that has the focus, not the dialog: some readers say nothing of a dialog.
import { fill } from '../words.js';

export class Confirm {
  #dialog;
  #asks;
  #answer = null;

  /** `asks` is called before each question. */
  constructor(dialog, asks) {
    this.#dialog = dialog;
    this.#asks = asks;
    dialog.addEventListener('close', () => {
      this.#answer?.(dialog.returnValue === 'yes');
      this.#answer = null;
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Ask with {title, text, yes}, gaps filled from `values`; true only for an explicit yes. */
  ask({ title, text, yes }, values = {}) {
    const part = (name) => this.#dialog.querySelector(`[data-part=${name}]`);
    part('title').textContent = fill(title, values);
    part('text').textContent = fill(text, values);
    part('yes').textContent = fill(yes, values);
    this.#dialog.returnValue = '';
    this.#asks();
    this.#dialog.showModal();
    part('back').focus();
    return new Promise((resolve) => (this.#answer = resolve));
  }
}
