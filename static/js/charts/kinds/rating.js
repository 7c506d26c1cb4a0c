// Ratings: the number in its colour, and the words beside it. In a row: all answers as one bar.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { chipOf, lookOf, markOf } from '../answers.js';
import { levelClass } from '../levels.js';
import { share } from '../scale.js';
import { RATED } from './words.js';

const ROOM_FOR_BOTH = 0.13; // of a bar: for the count and the number of its level

export const rating = {
  words: RATED,
  mark: (level) => level.rating,
  look: levelClass,
  isSpoken: true,
  isGauge: true,
  isWide: false,
  isLegend: true,
  inFull: (level) => `${level.rating} ${level.label}`,
  head: (levels) => html`<ul class="row-key">
    ${levels.map(({ rating: place, label }) => html`<li>${chipOf(place, levels)} <span>${label}</span></li>`)}
  </ul>`,
  row: (round, levels) => html`<span class="row-whole">
    ${round.counts.map((count, place) =>
      count
        ? html`<span class="row-part ${lookOf(place, levels)}" .style=${`--count: ${count}`}
            ><strong>${count}</strong>${share(count, round.ratings) >= ROOM_FOR_BOTH
              ? html`<span class="row-mark">${markOf(place, levels)}</span>`
              : nothing}</span
          >`
        : nothing,
    )}
  </span>`,
};
