// One native dialog for everything that deserves a second thought. Focus goes back by itself. The text
// describes the button that has the focus, not the dialog: some readers say nothing of a dialog.
import { fill } from '../lib/words.js';

export class Confirm {
  #dialog;
  #asks;
  #answer = null;
  #question = null;

  /** `asks` is called before each question. */
  constructor(dialog, asks) {
    this.#dialog = dialog;
    this.#asks = asks;
    dialog.addEventListener('close', () => {
      this.#answer?.(dialog.returnValue === 'yes');
      this.#answer = this.#question = null;
    });
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Ask what `question` gives, {title, text, yes} with gaps for `values`, and where there is one more thing to
   * choose {tick}, where it is about several things {list}; true only for an explicit yes. */
  ask(question, values = {}) {
    this.#question = () => ({ values, ...question() });
    this.#part('tick').checked = false;
    this.follow();
    this.#dialog.returnValue = '';
    this.#asks();
    this.#dialog.showModal();
    this.#part('back').focus();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Was the box ticked that the last question may have had? */
  get ticked() {
    return this.#part('tick').checked;
  }

  /** A question that depends on the state says what is so now; one whose cause is gone stays. */
  follow() {
    const { title, text, yes, tick, list = [], values } = this.#question?.() ?? {};
    if (!title) return;
    this.#write('title', fill(title, values));
    this.#write('text', fill(text, values));
    this.#write('yes', fill(yes, values));
    this.#write('tick-text', tick ?? '');
    this.#part('ticking').hidden = !tick;
    this.#enumerate(list);
  }

  #enumerate(list) {
    const part = this.#part('list');
    part.hidden = !list.length;
    if ([...part.children].map(({ textContent }) => textContent).join('\n') === list.join('\n')) return;
    const item = (text) => Object.assign(document.createElement('li'), { textContent: text });
    part.replaceChildren(...list.map(item));
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }

  #write(name, text) {
    const part = this.#part(name);
    if (part.textContent !== text) part.textContent = text;
  }
}
