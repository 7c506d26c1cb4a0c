// One round as towers for the projector: they rise together, then the numbers appear.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { ratedOf, tallyTable } from './bars.js';
import { smallBar } from './groups.js';
import { chip, levelClass } from './levels.js';
import { fill } from '../lib/words.js';

/** Tall towers with labels. `round` as in the view, `words` is boot.words.common. */
export function towers(round, levels, words) {
  const most = Math.max(1, ...round.counts);
  return keyed(
    round.id,
    html`<figure class="towers">
      ${round.ratings
        ? html`<div class="towers-drawn" aria-hidden="true">
            ${levels.map((level) => tower(level, levels.length, round.counts[level.rating], most))}
          </div>`
        : html`<p class="towers-none">${words.chart.none}</p>`}
      ${tallyTable(round, levels, words)}
    </figure>`,
  );
}

function tower({ rating, label }, levels, count, most) {
  return html`<div class="tower ${levelClass(rating, levels)}">
    <div class="tower-space">
      <span class="tower-bar" .style=${`--part: ${(100 * count) / most}%`}>
        <span class="tower-count">${count}</span>
      </span>
    </div>
    <div class="tower-label">${chip(rating, levels)}<span>${label}</span></div>
  </div>`;
}

/** An earlier round, small beside the last one. */
export function smallTowers(round, levels, words) {
  const most = Math.max(1, ...round.counts);
  return html`<figure class="mini">
    <figcaption>
      ${fill(words.round_number, round)} <span class="mini-rated">${ratedOf(round, words)}</span>
    </figcaption>
    ${round.ratings
      ? html`<div class="group-bars" aria-hidden="true">
          ${levels.map(({ rating }) => smallBar(rating, round.counts[rating], most, levels.length))}
        </div>`
      : html`<p class="mini-none">${words.chart.none}</p>`}
    ${tallyTable(round, levels, words)}
  </figure>`;
}

/** An earlier round in one line, where there is no room for more. */
export function countsLine(round, levels, words) {
  return html`<div class="counts-line">
    <p aria-hidden="true">
      <span class="soft">${fill(words.round_number, round)}</span>
      ${levels.map(
        ({ rating }) => html`<span class="counts-of">${chip(rating, levels.length)} <strong>${round.counts[rating]}</strong></span>`,
      )}
      ${round.cant_say
        ? html`<span class="counts-of">${words.cant_say} <strong>${round.cant_say}</strong></span>`
        : nothing}
      <span class="counts-of">${ratedOf(round, words)}</span>
    </p>
    <p class="visually-hidden">${fill(words.round_number, round)}: ${ratedOf(round, words)}</p>
    ${tallyTable(round, levels, words)}
  </div>`;
}
