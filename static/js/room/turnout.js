// How many have rated: a mark for each person, or a bar for a large room. The marks fill from the left, no
// matter who rates, so that no mark belongs to a person.
import { html } from '../../vendor/lit-html/lit-html.js';
import { byHand } from '../charts/bars.js';
import { fill } from '../lib/words.js';

const MOST_MARKS = 40;

export function turnout({ rated, of, by_hand }, room, words) {
  return html`<div class="turnout">
    <p class="turnout-text">${of ? fill(room.turnout, { rated, of }) : room.joined_none}</p>
    ${of > MOST_MARKS ? bar(rated, of) : marks(rated, of)} ${byHand(by_hand, words)}
  </div>`;
}

function marks(rated, of) {
  return html`<div class="turnout-marks" aria-hidden="true">
    ${Array.from({ length: of }, (_, n) => html`<span class="turnout-mark ${n < rated ? 'is-in' : ''}"></span>`)}
  </div>`;
}

function bar(rated, of) {
  return html`<div class="turnout-track" aria-hidden="true">
    <span class="turnout-fill" .style=${`--part: ${(100 * rated) / of}%`}></span>
  </div>`;
}
