// The decision, as large as a stamp on the wall: its number, its words, its colour, and how it came about.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { changed } from '../charts/change.js';
import { methodUsed } from '../charts/decision.js';
import { lastTimeLine } from '../charts/lasttime.js';
import { besideOf, chipOf, lookOf } from '../charts/answers.js';

/** `last` is what was decided last time, if that is shown: it stands below, with the step from there to here. */
export function stamp(ruling, levels, words, last = null) {
  const { rating } = ruling;
  const isOpen = rating === null; // left unresolved: there is no number to stamp
  const how = methodUsed(ruling, words);
  return html`<div class="stamp ${lookOf(rating, levels)} ${isOpen ? 'is-unresolved' : ''}">
    ${isOpen ? nothing : chipOf(rating, levels)}
    <p class="stamp-words">
      <strong class="stamp-rating"
        >${isOpen
          ? words.common.methods.unresolved
          : besideOf(rating, levels)}</strong
      >
      ${how ? html`<span class="stamp-how">${how}</span>` : nothing}
    </p>
  </div>
  ${last ? since(ruling, last, levels, words) : nothing}`;
}

function since(ruling, last, levels, words) {
  const isRated = ruling.rating !== null && last.rating !== null;
  return html`<div class="stamp-since">
    ${isRated ? changed(ruling.rating - last.rating, levels.length, words) : nothing}
    <p>${lastTimeLine(last, words)}</p>
  </div>`;
}
