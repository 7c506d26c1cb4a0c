// Who has not rated in the open round: in one line how many and why; below it, by name.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { byHand } from '../charts/bars.js';
import { counted } from '../lib/words.js';
import { givenByHand } from './byhand.js';
import { button } from './parts.js';

const WHY = ['connected', 'reconnecting', 'gone'];

/** Who is missing, in one line, and the way to remind them. */
export function readyLine({ view, words, desk, actions }) {
  const t = words.trainer;
  const { id, nudges } = view.round;
  const missing = missingOf(view);
  const ready = { ...t.ready, ...(isOfSeveral(view) ? t.rows.ready : {}) };
  const line = missing.length ? readiness(missing, ready) : view.turnout.of ? (isOfSeveral(view) ? t.rows.all_done : t.round.all_rated) : '';
  return html`<div class="row ready">
      <p class="ready-line">${line}</p>
      ${missing.length && desk.may('nudge')
        ? button({ desk, key: 'nudge', text: t.ready.nudge, act: () => actions.nudge(id) })
        : nothing}
      ${nudges ? html`<span class="soft">${counted(t.ready.nudged, nudges)}</span>` : nothing}
    </div>
    ${byHand(givenByHand(view), words.common)}`;
}

/** Does the open round ask about several rows, so that people may have begun and not finished? */
export const isOfSeveral = ({ round }) => round.cells.length > 1;

/** Has everyone in the open round rated? */
export function isComplete(view) {
  return view.phase === 'open' && view.turnout.of > 0 && !missingOf(view).length;
}

/** The same by name; last, because it grows and shrinks. */
export function waiting({ view, words }) {
  const missing = missingOf(view);
  if (!missing.length) return nothing;
  const { names } = isOfSeveral(view) ? words.trainer.rows.ready : words.trainer.ready;
  return html`<ul class="waiting" aria-label=${names}>
    <li class="soft" aria-hidden="true">${names}:</li>
    ${missing.map(
      ({ name, presence }) => html`<li class="presence is-${presence}">
        ${name}
        <span class=${presence === 'connected' ? 'visually-hidden' : 'soft'}
          >${words.trainer.people.presence[presence]}</span
        >
      </li>`,
    )}
  </ul>`;
}

/** "3 missing: 2 have not rated, 1 is reconnecting"; "2 missing" if they could at any moment. */
function readiness(missing, t) {
  if (missing.every(({ presence }) => presence === 'connected')) return counted(t.missing, missing.length);
  const reasons = WHY.map((why) => [why, missing.filter(({ presence }) => presence === why).length])
    .filter(([, n]) => n)
    .map(([why, n]) => counted(t[why], n));
  return `${counted(t.missing, missing.length)}: ${reasons.join(', ')}`;
}

const missingOf = ({ persons }) => persons.filter((one) => one.rated === false && isHere(one));

/** Is this person taking part, with or without a connection at the moment? */
export const isHere = ({ presence }) => presence !== 'left' && presence !== 'removed';
