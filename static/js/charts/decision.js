// A decision (in the data: a ruling), the same on every screen: in a box, and in words, "1 Elements of
// good practice", "by most votes, 11 of 18 · 18 of 20 rated". `words` needs the common section.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ratedOf } from './bars.js';
import { besideOf, chipOf, lookOf, saidOf } from './answers.js';
import { columnOf, kindOf } from './kinds/index.js';
import { fill } from '../lib/words.js';

/** The rating as number and label, or the word for a domain left unresolved. */
export function agreedRating(ruling, levels, words) {
  if (ruling.rating === null) return words.common.methods.unresolved;
  return saidOf(ruling.rating, levels);
}

/** How far a cell is, in the words of its kind; one of which nothing is decided is done once it is answered. */
export function statusSaid(status, levels, words) {
  const { settle } = columnOf(levels);
  if (settle === 'none' && status === 'rated') return words.common.rows.status.answered;
  return (kindOf(levels).words.did === 'rated' ? words.common.domain_status : words.common.rows.status)[status];
}

/** How it was reached; nothing for a domain left unresolved, whose agreedRating says so already. */
export function methodUsed(ruling, words) {
  if (ruling.rating === null) return '';
  const { methods } = words.common;
  const alone = ruling.votes === null ? methods[`${ruling.method}_alone`] : undefined; // of several places at once
  return fill(alone ?? methods[ruling.method], ruling);
}

/** The same with how many rated, of how many. */
export function methodInFull(ruling, words, levels = []) {
  if (ruling.rating === null) return '';
  const rated = ratedOf(ruling, words.common, levels).replaceAll(' ', '\u00a0'); // two counts: each in one piece
  return `${methodUsed(ruling, words)} · ${rated}`;
}

/** Both as one phrase. */
export function decisionLine(ruling, levels, words) {
  return [agreedRating(ruling, levels, words), methodInFull(ruling, words, levels)].filter(Boolean).join(', ');
}

/** The rating in its colour, with how it was reached. */
export function decisionBox(ruling, levels, words) {
  const how = methodUsed(ruling, words);
  const numbered = ruling.rating !== null;
  return html`<p class="decision ${lookOf(ruling.rating, levels)}">
    ${chipOf(ruling.rating, levels)}
    <strong class="decision-rating"
      >${numbered ? besideOf(ruling.rating, levels) : words.common.methods.unresolved}</strong
    >
    ${how ? html`<span class="decision-how">${how}</span>` : nothing}
  </p>`;
}
