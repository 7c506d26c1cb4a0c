// Choices have no order, so that they have one colour and are told apart by letters. In a row: a column for each option.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { chipOf } from '../answers.js';
import { share } from '../scale.js';
import { ANSWERED } from './words.js';

const A = 65;

const longestWord = (levels) => Math.max(...levels.flatMap(({ label }) => label.split(/\s/)).map((word) => word.length));

export const choice = {
  words: ANSWERED,
  mark: ({ place }) => String.fromCharCode(A + place),
  look: (place) => (place === null || place === undefined ? 'level-none' : 'level-option'),
  isSpoken: false,
  isGauge: false,
  isWide: true,
  inFull: ({ said }) => said,
  head: (levels) => html`<ul class="row-options" .style=${`--options: ${levels.length}; --longest: ${longestWord(levels)}`}>
    ${levels.map(({ place, label }) => html`<li>${chipOf(place, levels)} <span>${label}</span></li>`)}
  </ul>`,
  row: (round, levels) => html`<span class="row-options level-option" .style=${`--options: ${levels.length}`}>
    ${round.counts.map(
      (count, place) => html`<span class="row-option ${count ? '' : 'is-none'} ${count && count === Math.max(...round.counts) ? 'is-most' : ''}">
        <span class="row-letter">${choice.mark({ place })}</span>
        <span class="row-track"><span class="row-fill" .style=${`--part: ${100 * share(count, round.ratings)}%`}></span></span>
        <strong>${count}</strong>
      </span>`,
    )}
  </span>`,
};
