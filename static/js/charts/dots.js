// Numbers on a line: a dot for each answer above its number, or a column where there are many; below it the middle half
// as a band, with the median.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { binOf, bins } from './bins.js';
import { levelClass } from './levels.js';
import { fill } from '../lib/words.js';

const MOST_BINS = 21; // numbers with room on a line
const MOST_DOTS = 12; // one above the other

/** The drawing; `levels` are the places of the column, `round` is as in the views. */
export function dots(round, levels, words, { mine } = {}) {
  const found = bins(round.counts, MOST_BINS);
  const most = Math.max(...found.map(({ count }) => count));
  return html`<div class="dots ${most > MOST_DOTS ? 'is-columns' : ''}" aria-hidden="true" .style=${`--numbers: ${found.length}; --most: ${most}`}>
    ${found.map((bin, at) => stack(bin, at, { levels, most, mine }, words))} ${band(round.spread, found, words)}
    ${anchors(levels)}
  </div>
  ${spreadLine(round, levels, words)}`;
}

function stack({ from, to, count }, at, { levels, most, mine }, words) {
  const isOwn = typeof mine === 'number' && from <= mine && mine <= to;
  return html`<div class="dots-stack ${levelClass(from, levels.length)}" .style=${`grid-column: ${at + 1}`}>
      <span class="dots-count">${count || nothing}</span>
      ${most > MOST_DOTS
        ? html`<span class="dots-column" .style=${`--part: ${(100 * count) / most}%`}></span>`
        : Array.from({ length: count }, () => html`<span class="dot"></span>`)}
    </div>
    <span class="dots-number ${isOwn ? 'is-own' : ''}" .style=${`grid-column: ${at + 1}`}
      >${numbers(from, to, levels)}${isOwn ? html`<span class="badge">${words.you}</span>` : nothing}</span
    >`;
}

const numbers = (from, to, levels) =>
  from === to ? levels[from].value : `${levels[from].value}–${levels[to].value}`;

/** The numbers that there are to choose from, and what some of them are called. */
export function line(levels) {
  const found = bins(levels.map(() => 0), MOST_BINS);
  return html`<div class="dots is-empty" .style=${`--numbers: ${found.length}`}>
    ${found.map(({ from, to }, at) => html`<span class="dots-number" .style=${`grid-column: ${at + 1}`}>${numbers(from, to, levels)}</span>`)}
    ${anchors(levels)}
  </div>`;
}

/** The middle half as a band, and the median in it. */
function band(spread, found) {
  if (!spread) return nothing;
  const [low, high, middle] = [...spread.quartiles, spread.median].map((place) => binOf(place, found) + 1);
  return html`<span class="dots-half" .style=${`grid-column: ${low} / ${high + 1}`}></span>
    <span class="dots-median" .style=${`grid-column: ${middle}`}></span>`;
}

// What the ends of the scale, and the numbers between that have words, are called.
export function anchors(levels) {
  const named = levels.filter(({ label }) => label);
  if (!named.length) return nothing;
  return html`<ul class="dots-anchors">
    ${named.map(({ value, label }) => html`<li><strong>${value}</strong> ${label}</li>`)}
  </ul>`;
}

/** "Median 7, middle half 5 to 8, from 2 to 10": of ordered answers that have no picture in words. */
function spreadLine({ spread }, levels, words) {
  if (!spread) return nothing;
  return html`<p class="spread-line">${spreadSaid(spread, levels, words)}</p>`;
}

function spreadSaid(spread, levels, words) {
  const at = (place) => levels[place].value;
  const { median, quartiles: [low, high], lowest, highest } = spread;
  const t = words.spread;
  const parts = [
    fill(t.median, { n: at(median) }),
    fill(low === high ? t.half_one : t.half, { low: at(low), high: at(high) }),
    fill(lowest === highest ? t.all_one : t.all, { low: at(lowest), high: at(highest) }),
  ];
  return parts.join(' · ');
}
