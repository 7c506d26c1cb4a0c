// What follows the answer to a trainer's press: what is said aloud, where the focus goes, and whether what
// was typed is kept. A place is the part of the console in which the button was.
import { isField } from './keys.js';
import { goTo, goToStep } from './parts.js';

// The focus goes to the heading of the place if the button has gone; a domain that was opened or shown is
// in the bar by then.
const HEADINGS = new Set([
  'people', 'practice', 'share', 'smallest', 'links', 'trainers', 'details', 'given', 'reasons', 'by-hand', 'break', 'questions',
]);
// How the ids of the fields in a place's form begin.
const PREFIXES = {
  ruling: 'ruling', 'by-hand': 'by-hand', trainers: 'trainer', details: 'detail', smallest: 'smallest', practice: 'practice',
  people: 'merge', 'naming-rows': 'naming-rows', 'naming-copies': 'naming-copies',
};
const ABOUT = { ruling: ({ domain }) => domain }; // as their data-about says
const FORMS = new Set(['trainers', 'details', 'smallest', 'by-hand', 'naming-rows', 'naming-copies']);

// What belongs to the plan is named as its place is, and plan/formdrafts.js keeps it.
const prefixOf = (place) => PREFIXES[place] ?? (place.startsWith('plan-') ? place : undefined);

/** The id of the field in a place's form that the server calls `name`, if it is on the page. */
export function fieldOf(place, name) {
  const id = `${prefixOf(place)}-${name}`;
  return document.getElementById(id) ? id : undefined;
}

function headingOf(place) {
  if (HEADINGS.has(place)) return document.getElementById(`${place}-title`);
  if (!place.startsWith('plan-')) return null;
  return document.getElementById(place.replace(/^plan-(?:settle-)?(g\d+)$/, 'goal-$1')) ?? document.getElementById(`${place}-title`);
}

export class Answers {
  #pressed = null; // where the focus was when something was refused

  constructor({ root, desk, confirm, typed, announcer, words }) {
    Object.assign(this, { desk, confirm, typed, announcer, words });
    desk.addEventListener('done', ({ detail }) => (detail.ok ? this.#done(detail) : this.#refused()));
    root.addEventListener('input', ({ target }) => this.#changed(target));
  }

  /** Close the notice of a refusal. */
  dismiss() {
    this.desk.dismiss();
    this.#pressed?.focus();
  }

  #done({ place, payload }) {
    const { trainer, status } = this.words;
    if (PREFIXES[place]) this.#isSent(place, payload);
    if (FORMS.has(place)) this.announcer.tell(status.saved);
    if (/^plan-(note|action|session|hand)/.test(place)) this.announcer.tell(status.saved);
    if (place === 'nudge') this.announcer.tell(trainer.ready.sent);
    if (place === 'practice') this.announcer.tell(trainer.practice.done);
    if (document.activeElement !== document.body) return;
    const heading = headingOf(place);
    if (heading?.offsetParent) goTo(heading.id);
    else goToStep();
  }

  // What was typed is over once the form is emptied.
  #isSent(place, payload) {
    const about = place === 'by-hand' ? (payload.cell ?? this.desk.view.domain) : (ABOUT[place]?.(payload) ?? '');
    setTimeout(() => this.typed.sent(PREFIXES[place], about));
  }

  // All that is wrong in a form is listed on top of it, in focus. Someone typing by the time something else
  // was refused, or is answering a question, is told and left alone.
  #refused() {
    const { sentence, errors, place } = this.desk.refused;
    const list = errors.length && document.getElementById(`${place}-problems`);
    if (list) return this.#goToList(list, errors);
    this.#pressed = document.activeElement;
    if (isField(this.#pressed) || this.confirm.isOpen) this.announcer.tell(sentence);
    else goTo('refusal');
  }

  // What has the focus already is not read again.
  #goToList(list, errors) {
    if (list === document.activeElement) this.announcer.tell(errors.map(({ sentence }) => sentence).join(' '));
    else goTo(list.id);
  }

  // The error at a field stays until it is changed.
  #changed(target) {
    const wrong = this.desk.refused?.errors.map(({ field }) => field) ?? [];
    const mended = wrong.filter((field) => document.getElementById(field)?.contains(target));
    if (mended.length) this.desk.mended(mended);
  }
}
