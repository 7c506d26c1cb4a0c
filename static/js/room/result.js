// What the room rated: the bars first, what a trainer adds to them, the talk, the decision.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { byHand, ratedOf } from '../charts/bars.js';
import { domainOf } from '../lib/words.js';
import { groupsFigure } from '../charts/groups.js';
import { movementFigure } from '../charts/movement.js';
import { measureLine, pictureLine } from '../charts/picture.js';
import { profile } from '../charts/profile.js';
import { decisionBox } from '../charts/decision.js';
import { domainHead } from './open.js';
import { talk } from './talk.js';
import { countsLine, smallTowers, towers } from '../charts/towers.js';
import { shownReasons } from './reasons.js';

export function result(at) {
  const { framework, view, words } = at;
  const { shown } = view;
  const last = view.rounds.at(-1);
  const before = view.rounds.slice(0, -1);
  // The flow and the quotes need the place: what was counted before is then told in a line.
  const inLines = shown.movement || shown.reasons.length;
  const earlier = inLines ? [] : before.slice(-2);
  const beside = view.ruling || view.phase === 'discussion' || earlier.length || shown.reasons.length;
  const more = shown.movement || shown.groups?.length;
  const columns = `${more ? 'has-more' : ''} ${beside ? 'has-side' : ''}`;
  return html`<div class="result ${columns}" data-phase=${view.phase}>
    <div class="result-head">
      ${domainHead(domainOf(framework, view.domain), last.number, words.common)}
      ${shown.picture || shown.measures
        ? html`<div class="result-picture">
            ${pictureLine(shown.picture, last, framework.levels, words.common)}
            ${measureLine(shown.measures, words.common)}
          </div>`
        : nothing}
    </div>
    <div class="result-main">
      ${towers(last, framework.levels, words.common)}
      <div class="result-rest">
        <p>${ratedOf(last, words.common)}</p>
        <p>${words.common.cant_say}: <strong>${last.cant_say}</strong></p>
        ${byHand(last.by_hand, words.common)}
      </div>
      ${inLines ? before.slice(-2).map((round) => countsLine(round, framework.levels, words.common)) : nothing}
    </div>
    ${more ? beyond(last, at) : nothing}
    <div class="result-side" ?hidden=${!beside}>
      ${view.ruling
        ? keyed(view.domain, html`<div class="result-decision">${decisionBox(view.ruling, framework.levels, words)}</div>`)
        : nothing}
      ${view.phase === 'discussion' ? talk(at) : nothing}
      ${shown.reasons.length ? shownReasons(shown.reasons, last, framework.levels, words.common) : nothing}
      ${earlier.length ? beforeThat(earlier, at) : nothing}
    </div>
  </div>`;
}

/** Who moved, and the sides: beside the bars, which stay what matters. */
function beyond(last, { view, framework, words }) {
  const { movement, groups } = view.shown;
  return html`<div class="result-more">
    ${movementFigure(movement, last, framework.levels, words.common)}
    ${groupsFigure(forTheRoom(groups), last, framework, words.common)}
  </div>`;
}

// Sides, if there are any, and what is left: a projector has no room for every sector, nor for how
// many of each were there.
function forTheRoom(groups) {
  const sides = groups?.filter(({ kind }) => kind !== 'sector');
  return (sides?.length ? sides : groups)?.map((group) => ({ ...group, present: null }));
}

function beforeThat(rounds, { framework, words, room }) {
  return html`<section class="earlier">
    <h2>${room.earlier}</h2>
    <div class="earlier-rounds">
      ${rounds.map((round) => smallTowers(round, framework.levels, words.common))}
    </div>
  </section>`;
}

export function finished({ framework, view, words, room }) {
  return html`<div class="closing">
    <div class="closing-head">
      <h1>${room.closing}</h1>
      <p class="closing-thanks">${room.thanks}</p>
    </div>
    ${profile({ framework, progress: view.progress, words, ruling: room.ruling })}
    <p class="closing-credit">${framework.credit}</p>
  </div>`;
}
