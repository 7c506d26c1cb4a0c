// Reasons that a trainer has shown, as quotes in the colour of the rating they explain.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { besideOf, chipOf, lookOf } from './answers.js';
import { roundText } from '../lib/words.js';

/** `reasons` are as in the views; the number of a round is told unless it is `latest`. */
export function reasonList(reasons, levels, words, { latest } = {}) {
  if (!reasons.length) return nothing;
  return html`<ul class="quotes">
    ${reasons.map((reason) => quote(reason, levels, words, latest))}
  </ul>`;
}

/** What tells a shown reason from one that says something else. */
export const keyOf = ({ round, rating, text }) => `${round} ${rating} ${text}`;

function quote({ round, rating, text }, levels, words, latest) {
  return html`<li class="quote ${lookOf(rating, levels)}">
    <blockquote>${text}</blockquote>
    <p class="quote-by">${ratingName(rating, levels, words)}
      ${round === latest ? nothing : html`<span class="soft">(${roundText(words.quotes, 'in_round', { number: round })})</span>`}</p>
  </li>`;
}

/** The rating that a reason explains, "Can't say" among them, with its chip. */
export function ratingName(rating, levels, words) {
  return html`<span class="rated"
    >${rating === null
      ? html`<span class="chip level-none" aria-hidden="true">?</span>`
      : chipOf(rating, levels)}<strong
      >${rating === null ? words.cant_say : besideOf(rating, levels)}</strong
    ></span
  >`;
}
