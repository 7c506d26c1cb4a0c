// A ruling, the same on every screen: as a stamp, and in words, "1 Elements of good practice",
// "by most votes, 11 of 18 · 18 of 20 rated".
// `words` needs the common section.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ratedOf } from './bars.js';
import { chip, levelClass } from './levels.js';
import { fill } from '../lib/words.js';

/** The rating as number and label, or the word for a domain left unresolved. */
export function verdict(ruling, levels, words) {
  if (ruling.rating === null) return words.common.methods.unresolved;
  return `${ruling.rating} ${levels[ruling.rating].label}`;
}

/** How the ruling came about; nothing for an unresolved one, whose verdict says it already. */
export function manner(ruling, words) {
  return ruling.rating === null ? '' : fill(words.common.methods[ruling.method], ruling);
}

/** The same with how many rated, of how many. */
export function mannerInFull(ruling, words) {
  if (ruling.rating === null) return '';
  const rated = ratedOf(ruling, words.common).replaceAll(' ', '\u00a0'); // two counts: each in one piece
  return `${manner(ruling, words)} · ${rated}`;
}

/** Verdict and manner as one phrase. */
export function rulingLine(ruling, levels, words) {
  return [verdict(ruling, levels, words), mannerInFull(ruling, words)].filter(Boolean).join(', ');
}

/** The rating in its colour, with how it came about; `words` needs the common section. */
export function stamp(ruling, levels, words) {
  const how = manner(ruling, words);
  const numbered = ruling.rating !== null;
  return html`<p class="stamp ${levelClass(ruling.rating, levels.length)}">
    ${chip(ruling.rating, levels.length)}
    <strong class="stamp-rating"
      >${numbered ? html`<span class="visually-hidden">${ruling.rating} </span>` : nothing}${numbered
        ? levels[ruling.rating].label
        : words.common.methods.unresolved}</strong
    >
    ${how ? html`<span class="stamp-how">${how}</span>` : nothing}
  </p>`;
}
