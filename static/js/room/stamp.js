// The decision, as large as a stamp on the wall: its number, its words, its colour, and how it came about.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { methodUsed } from '../charts/decision.js';
import { chip, levelClass } from '../charts/levels.js';

export function stamp(ruling, levels, words) {
  const { rating } = ruling;
  const isOpen = rating === null; // left unresolved: there is no number to stamp
  const how = methodUsed(ruling, words);
  return html`<div class="stamp ${levelClass(rating, levels.length)} ${isOpen ? 'is-unresolved' : ''}">
    ${isOpen ? nothing : chip(rating, levels.length)}
    <p class="stamp-words">
      <strong class="stamp-rating"
        >${isOpen
          ? words.common.methods.unresolved
          : html`<span class="visually-hidden">${rating} </span>${levels[rating].label}`}</strong
      >
      ${how ? html`<span class="stamp-how">${how}</span>` : nothing}
    </p>
  </div>`;
}
