// What a trainer has put before the room beside the bars.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { groupsFigure } from '../charts/groups.js';
import { lastTimeLine } from '../charts/lasttime.js';
import { movementFigure } from '../charts/movement.js';
import { measureFold, pictureLine } from '../charts/picture.js';
import { reasonList } from '../charts/reasons.js';
import { placesOf } from '../lib/instrument.js';

export function shownParts({ view, words, framework }) {
  const { picture, measures, movement, groups, reasons, last_time: before } = view.shown;
  const { common } = words;
  const levels = placesOf(framework, view.domain);
  const last = view.rounds.at(-1);
  const part = (title, content) =>
    html`<section class="panel shown"><h2>${title}</h2>${content}</section>`;
  return html`
    ${before ? html`<p>${lastTimeLine(before, words)}</p>` : nothing}
    ${picture || measures
      ? html`<section class="panel shown">
          ${pictureLine(picture, last, levels, common)} ${measureFold(measures, common)}
        </section>`
      : nothing}
    ${reasons.length
      ? part(common.quotes.title, reasonList(reasons, levels, common, { latest: last.number }))
      : nothing}
    ${movement ? part(common.movement.title, movementFigure(movement, last, levels, common)) : nothing}
    ${groups?.length ? part(common.groups.title, groupsFigure(groups, last, levels, framework, common)) : nothing}
  `;
}
