// Then and now as a table: each domain's decision, how it was reached and what was rated, and what changed.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { arrowDrawn } from '../charts/change.js';
import { methodUsed } from '../charts/decision.js';
import { besideOf, chipOf, lookOf } from '../charts/answers.js';
import { chip, levelClass } from '../charts/levels.js';
import { share } from '../charts/scale.js';
import { fill, language } from '../lib/words.js';
import { bothOf, changeTold, comparedOf, pointName } from './changesaid.js';
import { scaleOf } from './scales.js';

// The roles are written out because browsers forget a table's meaning when narrow screens lay it out anew.
export function thenAndNow(page) {
  const { view: { changed: told }, framework, words: { changed: t, common } } = page;
  const names = [told.points[told.compared], told.points.at(-1)].map((point) => pointName(point, t, common.kinds));
  const head = [t.domain, ...names, t.change];
  const cell = (place, content) => html`<td role="cell"><span class="figure-name" aria-hidden="true">${head[place]}</span>
    ${content}</td>`;
  return html`<table class="figures-table changes-table" role="table" aria-labelledby="changed">
    <thead role="rowgroup">
      <tr role="row">
        ${head.map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${comparedOf(told).map((domain) => {
        const [then, now] = bothOf(domain, told);
        const levels = scaleOf(domain, framework);
        return html`<tr role="row">
          <th scope="row" role="rowheader">${domain.short}</th>
          ${cell(1, html`${decisionCell(then, levels, page)} ${rated(then, levels, t, common)}`)}
          ${cell(2, html`${decisionCell(now, levels, page)} ${rated(now, levels, t, common)}`)}
          ${cell(3, html`<span class="change">${arrowDrawn(domain.steps, levels.length)}
            <strong>${changeTold(domain, told, t)}</strong></span>`)}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** What was decided, in the words of then, and how. */
export function decisionCell(then, levels, { words: { changed: t, common } }) {
  if (!then) return html`<span class="soft">${t.not_asked}</span>`;
  if (then.rating === null) return html`<span class="soft">${t[then.status]}</span>`;
  const how = !then.method ? nothing : then.votes === null ? common.method_names[then.method] : methodUsed(then, { common });
  return html`<span class="changes-rating">${chipThen(then, levels)}
      <span>${saidThen(then, levels)}</span></span>
    <span class="changes-how">${how}</span>`;
}

// On a scale of another length than that of now its marks are not known any more.
const isAlike = (then, levels) => then.levels === levels.length;

const chipThen = (then, levels) => (isAlike(then, levels) ? chipOf(then.rating, levels) : chip(then.rating, then.levels));

const saidThen = (then, levels) =>
  then.label || !isAlike(then, levels)
    ? html`<span class="visually-hidden">${then.rating} </span>${then.label}`
    : besideOf(then.rating, levels);

// The counts as small columns on one scale, that of all ratings of their own round, with the numbers below.
function rated(then, levels, t, common) {
  if (!then?.counts) return nothing;
  const all = then.counts.reduce((sum, count) => sum + count, 0);
  const said = fill(t.counts, {
    counts: new Intl.ListFormat(language).format(then.counts.map((count, rating) => fill(t.count, { rating, n: count }))),
    cant_say: then.cant_say,
  });
  return html`<span class="visually-hidden">${said}</span>
    <span class="changes-counts" aria-hidden="true">
      ${then.counts.map(
        (count, rating) => html`<span class="changes-count ${isAlike(then, levels) ? lookOf(rating, levels) : levelClass(rating, then.levels)}" .style=${`--part: ${100 * share(count, all)}%`}>
          <span class="changes-space"><span class="changes-column"></span></span>${count}</span>`,
      )}
      <span class="changes-of">${common.cant_say}: ${then.cant_say}</span>
    </span>`;
}
