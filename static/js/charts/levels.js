// The look of a rating: its colour and its number, the same on every page.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';

const STEPS = 6; // the colours are --scale-0 to --scale-6 in css/site/tokens.css

/** The class that gives an element the colours of `rating` on a scale of `levels` ratings. */
export function levelClass(rating, levels) {
  if (rating === null || rating === undefined) return 'level-none';
  return `level-${Math.round((rating * STEPS) / (levels - 1))}`;
}

/** The number in its colour; the words stand beside it, so it is hidden from screen readers. */
export function chip(rating, levels) {
  return html`<span class="chip ${levelClass(rating, levels)}" aria-hidden="true"
    >${rating ?? '–'}</span
  >`;
}

/** A rating in words with its chip: "1 Elements of good practice". */
export function rated(rating, levels) {
  if (rating === null || rating === undefined) return nothing;
  return html`<span class="rated"
    >${chip(rating, levels.length)}<span
      ><span class="visually-hidden">${rating} </span>${levels[rating].label}</span
    ></span
  >`;
}
