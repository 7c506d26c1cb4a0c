// How many have rated: a mark for each person, or a bar for a large room. The marks fill from the left, no
// matter who rates, so that no mark belongs to a person.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { byHand } from '../charts/bars.js';
import { counted, fill } from '../lib/words.js';

const MOST_MARKS = 40;

/** `isOfSeveral`: who is counted has finished, and others have answered in part. */
export function turnout({ rated, of, by_hand, started = rated }, room, words, { isOfSeveral = false } = {}) {
  const said = fill(isOfSeveral ? room.finished : room.turnout, { rated, of });
  const more = Math.max(0, started - rated);
  return html`<div class="turnout">
    <p class="turnout-text">${of ? said : room.joined_none}</p>
    ${of > MOST_MARKS ? bar(rated, of) : marks(rated, of, more)}
    ${isOfSeveral && of ? html`<p class="turnout-more">${counted(room.started, more)}</p>` : nothing} ${byHand(by_hand, words)}
  </div>`;
}

function marks(rated, of, more) {
  return html`<div class="turnout-marks" aria-hidden="true">
    ${Array.from({ length: of }, (_, n) => html`<span class="turnout-mark ${n < rated ? 'is-in' : n < rated + more ? 'is-begun' : ''}"></span>`)}
  </div>`;
}

function bar(rated, of) {
  return html`<div class="turnout-track" aria-hidden="true">
    <span class="turnout-fill" .style=${`--part: ${(100 * rated) / of}%`}></span>
  </div>`;
}
