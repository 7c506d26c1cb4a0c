// The look of a rating: its colour and its number, the same on every page.
import { html } from '../../vendor/lit-html/lit-html.js';

// The colours are --scale-0 to --scale-6 in css/site/tokens.css, and --fine-0 to --fine-10 for longer scales.
const STEPS = 6;
const FINE_STEPS = 10;

/** The class that gives an element the colours of `rating` on a scale of `levels` places. */
export function levelClass(rating, levels) {
  if (rating === null || rating === undefined) return 'level-none';
  const part = rating / Math.max(1, levels - 1);
  if (levels > STEPS + 1) return `level-fine-${Math.round(part * FINE_STEPS)}`;
  return `level-${Math.round(part * STEPS)}`;
}

/** The number in its colour; the words stand beside it, so it is hidden from screen readers. */
export function chip(rating, levels) {
  return html`<span class="chip ${levelClass(rating, levels)}" aria-hidden="true"
    >${rating ?? '–'}</span
  >`;
}
