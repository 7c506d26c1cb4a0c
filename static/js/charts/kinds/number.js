// Numbers: the number itself, which may be its only name, and dots on a line in the place of bars. In a row: the line,
// with how many gave each number, the middle half as a band and the median beside it.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { binOf, bins } from '../bins.js';
import { anchors, dots, line } from '../dots.js';
import { levelClass } from '../levels.js';
import { ANSWERED } from './words.js';

const MOST_BINS = 11;

export const number = {
  words: ANSWERED,
  mark: ({ value }) => value,
  look: levelClass,
  isSpoken: true,
  isGauge: true,
  isWide: true,
  inFull: ({ said }) => said,
  drawn: dots,
  line,
  head: (levels, words) => {
    const found = bins(levels.map(() => 0), MOST_BINS);
    return html`${anchors(levels)}
      <span class="row-line">
        <span class="row-numbers is-head" .style=${`--numbers: ${found.length}`}>
          ${found.map(({ from, to }, at) => html`<span class="row-number" .style=${`grid-column: ${at + 1}`}
            >${from === to ? levels[from].value : `${levels[from].value}–${levels[to].value}`}</span
          >`)}
        </span>
        <span class="row-median">${words.spread.name}</span>
      </span>`;
  },
  row: (round, levels) => {
    const found = bins(round.counts, MOST_BINS);
    const most = Math.max(...found.map(({ count }) => count), 1);
    return html`<span class="row-line">
      <span class="row-numbers" .style=${`--numbers: ${found.length}`}>
        ${round.spread ? half(round.spread, found) : nothing}
        ${found.map(({ from, count }, at) =>
          count
            ? html`<span class="row-dot ${levelClass(from, levels.length)}" .style=${`grid-column: ${at + 1}; --size: ${Math.sqrt(count / most)}`}
                >${count}</span
              >`
            : nothing,
        )}
      </span>
      <strong class="row-median">${round.spread ? levels[round.spread.median].value : '–'}</strong>
    </span>`;
  },
};

function half({ quartiles: [low, high], median }, found) {
  const column = (place) => binOf(place, found) + 1;
  return html`<span class="row-half" .style=${`grid-column: ${column(low)} / ${column(high) + 1}`}></span>
    <span class="row-middle" .style=${`grid-column: ${column(median)}`}></span>`;
}
