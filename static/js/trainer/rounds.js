// The rounds of the domain in hand: the bars, their picture in words, who moved, the sides, and
// what of it the room sees.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { bars } from '../charts/bars.js';
import { groupsFigure } from '../charts/groups.js';
import { movementFigure } from '../charts/movement.js';
import { measureList, pictureLine } from '../charts/picture.js';
import { fill } from '../lib/words.js';

export function rounds(page) {
  const { view, words } = page;
  // What is off the screens while a round is open is off this one too.
  const shown = new Set(view.rounds.map(({ id }) => id));
  const result = view.domains.find(({ domain }) => domain === view.domain);
  const [last, ...earlier] = (result?.rounds ?? []).filter(({ id }) => shown.has(id)).reverse();
  if (!last) return nothing;
  return html`<div class="rounds">
    ${one(last, page)} ${inTheRoom(last, page)}
    ${earlier.length
      ? html`<details class="earlier-rounds">
          <summary>${words.trainer.round.earlier}</summary>
          ${earlier.map((round) => one(round, page))}
        </details>`
      : nothing}
  </div>`;
}

function one(round, page) {
  const { framework, words } = page;
  const { common } = words;
  const { levels } = framework;
  return html`<div class="round">
    <h3>${fill(common.round_number, round)}</h3>
    ${bars(round, levels, common)}
    <p class="soft">${common.cant_say}: <strong>${round.cant_say}</strong></p>
    ${pictureLine(round.picture, round, levels, common)} ${measureList(round.picture, common)}
    ${moved(round, page)} ${sides(round, page)}
  </div>`;
}

function moved(round, { view, framework, words }) {
  if (round.number === 1) return nothing;
  const t = words.common.movement;
  return html`<h4>${t.title}</h4>
    ${round.movement
      ? movementFigure(round.movement, round, framework.levels, words.common)
      : html`<p>${t.hidden} ${fill(words.trainer.least.needed_moves, { least: view.least_group })}</p>`}`;
}

function sides(round, { view, framework, words }) {
  if (!round.ratings) return nothing;
  const t = words.common.groups;
  const { needed, title } = words.trainer.least;
  return html`<h4>${t.title}</h4>
    ${round.groups.length
      ? groupsFigure(round.groups, round, framework, words.common)
      : html`<p>${t.hidden}</p><p class="hint">${fill(needed, { least: view.least_group, title })}</p>`}`;
}

/** Switches for what goes to the room view and the phones beside the bars. */
function inTheRoom(last, page) {
  const { view, words, desk, actions } = page;
  if (!desk.may('show_part')) return nothing;
  const t = words.trainer.shown;
  const parts = [
    last.picture && ['picture', view.shown.picture],
    last.picture && ['measures', view.shown.measures],
    last.movement && ['movement', view.shown.movement],
    last.ratings && last.groups.length && ['groups', view.shown.groups],
  ].filter(Boolean);
  if (!parts.length) return nothing;
  return html`<fieldset class="in-the-room">
    <legend>${t.title}</legend>
    <p class="hint">${t.hint}</p>
    <div class="row">
      ${parts.map(
        ([part, shown]) => html`<label class="tick">
          <input type="checkbox" .checked=${asIs(actions.wanted.get(part) ?? Boolean(shown))}
            aria-disabled=${desk.isBusy('shown') ? 'true' : nothing}
            @change=${(event) => actions.showPart(part, event.target.checked)} />
          ${t[part]}
        </label>`,
      )}
    </div>
  </fieldset>`;
}
