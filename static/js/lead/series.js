// Each domain over all workshops of the area: small charts on one scale, and a table of the same.
import { html, nothing, svg } from '../../vendor/lit-html/lit-html.js';
import { lookOf, markOf } from '../charts/answers.js';
import { dated } from '../lib/words.js';
import { pointName } from './changesaid.js';
import { HIGH, WIDE, layOut } from './series-layout.js';
import { scaleOf } from './scales.js';
import { decisionCell } from './thenandnow.js';

const FROM = 3; // with two workshops, then and now are the whole series

/** The part; nothing for a series of two. */
export function series(page) {
  const { view: { changed: told }, words: { changed: t, common } } = page;
  if (told.points.length < FROM) return nothing;
  const names = told.points.map((point) => pointName(point, t, common.kinds));
  return html`<section aria-labelledby="series">
    <h3 id="series">${t.series}</h3>
    <div class="series" aria-hidden="true">
      ${told.domains.map((domain) => one(domain, told, page))}
    </div>
    <table class="figures-table series-table" role="table" aria-labelledby="series">
      <thead role="rowgroup">
        <tr role="row">
          ${[t.domain, ...names].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${told.domains.map(
          (domain) => html`<tr role="row">
            <th scope="row" role="rowheader">${domain.short}</th>
            ${domain.then.map(
              (then, place) => html`<td role="cell"><span class="figure-name" aria-hidden="true">${names[place]}</span>
                ${decisionCell(then, scaleOf(domain, page.framework), page)}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function one(domain, told, { framework }) {
  const scale = scaleOf(domain, framework);
  if (scale.length < 2) return nothing;
  const { marks, lines, levels } = layOut(domain.then, told.points, scale);
  return html`<figure class="series-one">
    <figcaption>${domain.short}</figcaption>
    <svg viewBox="0 0 ${WIDE} ${HIGH}" focusable="false">
      ${levels.map((y) => svg`<line class="series-level" x1="0" x2=${WIDE} y1=${y} y2=${y}></line>`)}
      ${lines.map(([a, b]) => svg`<line class="series-line" x1=${a.x} y1=${a.y} x2=${b.x} y2=${b.y}></line>`)}
      ${marks.map(({ x, y, rating }) =>
        rating === null
          ? svg`<path class="series-none" d="M${x - 5} ${HIGH - 5}h10"></path>`
          : svg`<circle class=${lookOf(rating, scale)} cx=${x} cy=${y} r="9"></circle>
              <text class=${lookOf(rating, scale)} x=${x} y=${y + 4}>${markOf(rating, scale)}</text>`,
      )}
    </svg>
    <p class="series-dates"><span>${dated(told.points[0].date, 'day')}</span><span>${dated(told.points.at(-1).date, 'day')}</span></p>
  </figure>`;
}
