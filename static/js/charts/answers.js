// An answer as people see it, whatever kind of column it is of: its chip, its colour, its words. `levels` are the places
// of its column, of which an answer names one or several; null is "Can't say", or no decision.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { kindOf } from './kinds/index.js';
import { fill } from '../lib/words.js';

const NONE = '–';

/** The class that gives an element the colours of an answer. */
export const lookOf = (answer, levels) => kindOf(levels).look(Array.isArray(answer) ? answer[0] : answer, levels.length);

/** What stands in its chip: "2", "✓", "A, C". */
export function markOf(answer, levels) {
  if (answer === null || answer === undefined) return NONE;
  return [answer].flat().map((place) => kindOf(levels).mark(levels[place])).join(', ');
}

/** The mark in its colour; the words stand beside it, so it is hidden from screen readers. */
export function chipOf(answer, levels) {
  return html`<span class="chip ${lookOf(answer, levels)}" aria-hidden="true"
    >${markOf(answer, levels)}</span
  >`;
}

/** The words beside a chip: the label, with what the chip shows for those who can't see it. */
export function besideOf(answer, levels) {
  const labels = [answer].flat().map((place) => levels[place].label).filter(Boolean).join(', ');
  return kindOf(levels).isSpoken
    ? html`<span class="visually-hidden">${markOf(answer, levels)} </span>${labels}`
    : labels;
}

/** In words alone: "1 Elements of good practice", "In place", "7". */
export const saidOf = (answer, levels) => [answer].flat().map((place) => kindOf(levels).inFull(levels[place])).join(', ');

/** "9 of 18", or the 9 alone where a style says that there is no room. */
export function countOf(count, all, words) {
  const [before, after] = fill(words.chart.of, { n: '\n', all }).split('\n');
  const rest = (text) => (text ? html`<span class="bar-of">${text}</span>` : nothing);
  return html`${rest(before)}<strong>${count}</strong>${rest(after)}`;
}
