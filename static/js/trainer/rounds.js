// The rounds of the domain in hand: the bars, their picture in words and numbers, who moved, the sides; and beside
// each of them the switch that shows it to everyone.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { bars } from '../charts/bars.js';
import { groupsFigure } from '../charts/groups.js';
import { kindOf } from '../charts/kinds/index.js';
import { movementFigure } from '../charts/movement.js';
import { measureList, pictureLine } from '../charts/picture.js';
import { columnOf } from '../lib/instrument.js';
import { fill, roundText } from '../lib/words.js';
import { medianSaid } from './kinds/said.js';
import { lastTime } from './lasttime.js';
import { toggle } from './switch.js';
import { hasMovement, scaleOf } from './topics.js';

/** `talk` is what the discussion needs: it stands right below the last round's bars. */
export function rounds(page, talk = nothing) {
  const { view, words } = page;
  // What is off the screens while a round is open is off this one too.
  const shown = new Set(view.rounds.map(({ id }) => id));
  const result = view.domains.find(({ domain }) => domain === view.domain);
  const [last, ...earlier] = (result?.rounds ?? []).filter(({ id }) => shown.has(id)).reverse();
  if (!last) return nothing;
  return html`<div class="rounds">
    ${one(last, page, true, earlier.length > 0, talk)}
    ${earlier.length
      ? html`<details class="earlier-rounds">
          <summary>${words.trainer.round.earlier}</summary>
          ${earlier.map((round, at) => one(round, page, false, at < earlier.length - 1))}
        </details>`
      : nothing}
  </div>`;
}

function tallied(round, { view, framework, words }) {
  const { common } = words;
  const levels = scaleOf(framework, view.domain);
  return html`${bars(round, levels, common)}
    ${columnOf(framework, view.domain).cant_say ? html`<p class="soft">${common.cant_say}: <strong>${round.cant_say}</strong></p>` : nothing}
    ${round.spread && !kindOf(levels).drawn ? html`<p class="picture">${medianSaid(round.spread, levels, words.trainer.rows)}</p>` : nothing}`;
}

// Only of the last round can a part be shown.
function one(round, page, isLast, hasEarlier, talk = nothing) {
  const { view, framework, words, desk } = page;
  const { common } = words;
  const levels = scaleOf(framework, view.domain);
  const t = words.trainer.shown;
  const shows = isLast && desk.may('show_part');
  const part = (key, content, may) => html`<div class="part">
    <div class="part-head">
      <h4>${t[key]}</h4>
      ${shows && may ? toggle(key, page) : nothing}
    </div>
    ${content}
  </div>`;
  return html`<div class="round ${round.number ? '' : 'is-ahead'}">
    <h3>${roundText(common, 'round_number', round)}</h3>
    ${round.withheld ? html`<p>${fill(words.trainer.rows.withheld, { least: framework.least_shown, n: round.turnout })}</p>` : tallied(round, page)}
    ${isLast && !page.view.ruling ? lastTime(page) : nothing} ${talk}
    ${shows && round.picture && !page.view.ruling ? html`<p class="hint">${t.hint}</p>` : nothing}
    ${round.picture
      ? html`${part('picture', pictureLine(round.picture, round, levels, common), true)}
          ${part('measures', measureList(round, common), true)}`
      : nothing}
    ${hasEarlier && !round.withheld && hasMovement(framework, view.domain) ? part('movement', moved(round, page), round.movement) : nothing}
    ${round.ratings ? part('groups', sides(round, page), round.groups.length) : nothing}
  </div>`;
}

function moved(round, { view, framework, words }) {
  return round.movement
    ? movementFigure(round.movement, round, scaleOf(framework, view.domain), words.common)
    : html`<p>${words.common.movement.hidden} ${fill(words.trainer.least.needed_moves, { least: view.least_group })}</p>`;
}

function sides(round, { view, framework, words }) {
  const { needed, title } = words.trainer.least;
  return round.groups.length
    ? groupsFigure(round.groups, round, scaleOf(framework, view.domain), framework, words.common)
    : html`<p>${words.common.groups.hidden}</p><p class="hint">${fill(needed, { least: view.least_group, title })}</p>`;
}
