// What follows the answer to a trainer's press: what is said aloud, where the focus goes, and whether what
// was typed is kept. A place is the part of the console in which the button was.
import { isField } from './keys.js';
import { goTo } from './parts.js';

// The focus goes to the heading of the place if the button has gone; a domain that was opened or shown is
// in the panel for the next step by then.
const HEADINGS = new Set([
  'people', 'practice', 'screen', 'smallest', 'links', 'trainers', 'details', 'given', 'reasons', 'by-hand', 'break',
]);
// How the ids of the fields in a place's form begin.
const PREFIXES = {
  ruling: 'ruling', 'by-hand': 'by-hand', trainers: 'trainer', details: 'detail', smallest: 'smallest', practice: 'practice',
  introduction: 'own', people: 'merge',
};
const ABOUT = { ruling: ({ domain }) => domain, 'by-hand': ({ round }) => round }; // as their data-about says
const FORMS = new Set(['trainers', 'introduction', 'details', 'smallest', 'by-hand']);

/** The id of the field in a place's form that the server calls `name`, if it is on the page. */
export function fieldOf(place, name) {
  const id = `${PREFIXES[place]}-${name}`;
  return document.getElementById(id) ? id : undefined;
}

export class Answers {
  #pressed = null; // where the focus was when something was refused

  constructor({ root, desk, confirm, typed, announcer, words }) {
    Object.assign(this, { desk, confirm, typed, announcer, words });
    desk.addEventListener('done', ({ detail }) => (detail.ok ? this.#done(detail) : this.#refused()));
    root.addEventListener('input', ({ target }) => this.#mended(target));
  }

  /** Close the notice of a refusal. */
  dismiss() {
    this.desk.dismiss();
    this.#pressed?.focus();
  }

  #done({ place, payload }) {
    const { trainer, status } = this.words;
    const about = ABOUT[place]?.(payload) ?? '';
    if (PREFIXES[place]) setTimeout(() => this.typed.sent(PREFIXES[place], about)); // once the form is emptied
    if (FORMS.has(place)) this.announcer.tell(status.saved);
    if (place === 'nudge') this.announcer.tell(trainer.ready.sent);
    if (place === 'practice') this.announcer.tell(trainer.practice.done);
    if (document.activeElement !== document.body) return;
    const heading = HEADINGS.has(place) && document.getElementById(`${place}-title`);
    goTo(heading ? heading.id : 'next-title');
  }

  // A field that still needs something takes the focus, at the first control that is not in order.
  // Whoever is typing by now, or answering a question, is told and left alone.
  #refused() {
    const { sentence, field: id } = this.desk.refused;
    const field = document.getElementById(id);
    if (field) return this.#goToField(field.querySelector(':invalid') ?? field.querySelector('input') ?? field);
    this.#pressed = document.activeElement;
    if (isField(this.#pressed) || this.confirm.isOpen) this.announcer.tell(sentence);
    else goTo('refusal');
  }

  // What has the focus already is not read again.
  #goToField(control) {
    if (control === document.activeElement) this.announcer.tell(this.desk.refused.sentence);
    else control.focus();
  }

  // The error at a field stays until its form is changed.
  #mended({ form }) {
    const field = document.getElementById(this.desk.refused?.field);
    if (field && form?.contains(field)) this.desk.dismiss();
  }
}
