// Ticks: a tick or a cross, so that neither needs its colour. In a row: how many ticked it, of how many.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { countOf, saidOf } from '../answers.js';
import { levelClass } from '../levels.js';
import { share } from '../scale.js';
import { ANSWERED } from './words.js';

const TICKED = 1;

export const tick = {
  words: ANSWERED,
  mark: ({ place }) => '✗✓'[place],
  look: levelClass,
  isSpoken: false,
  isGauge: false,
  isWide: false,
  inFull: ({ said }) => said,
  head: (levels) => saidOf(TICKED, levels),
  row: (round, levels, words) => html`<span class="row-ticks ${levelClass(TICKED, levels.length)}">
    <span class="row-track"><span class="row-fill" .style=${`--part: ${100 * share(round.counts[TICKED], round.ratings)}%`}></span></span>
    <span class="row-count">${countOf(round.counts[TICKED], round.ratings, words)}</span>
  </span>`,
  share: ({ counts, ratings }) => share(counts[TICKED], ratings),
};
