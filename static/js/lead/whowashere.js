// Who was in the room then and now, side by side: without it a change may be read into a room of other people.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { movementFigure } from '../charts/movement.js';
import { share } from '../charts/scale.js';
import { fill, language } from '../lib/words.js';
import { pointName, returningSaid } from './changesaid.js';
import { scaleOf } from './scales.js';

const percent = new Intl.NumberFormat(language, { style: 'percent' });

export function whoWasHere(page) {
  const { view: { changed: told }, words: { changed: t, common } } = page;
  const places = [told.compared, told.points.length - 1];
  const points = places.map((place) => told.points[place]);
  const rows = told.sectors.filter(({ people }) => places.some((place) => people[place]));
  const back = returningSaid(told, page.words);
  return html`<section aria-labelledby="rooms">
    <h3 id="rooms">${t.rooms}</h3>
    <p>${t.turnover}</p>
    ${back ? html`<p>${back}</p>` : nothing}
    <table class="rooms-table" aria-labelledby="rooms">
      <thead>
        <tr>
          <th scope="col">${t.sector}</th>
          ${points.map((point) => html`<th scope="col">${pointName(point, t, common.kinds)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, people }) => html`<tr>
            <th scope="row">${name || t.sector_unknown}</th>
            ${places.map((place, at) => html`<td>${points[at].people === null ? nothing : ofRoom(people[place], points[at].people)}</td>`)}
          </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${t.everyone}</th>
          ${points.map((point) => html`<td>${point.people === null ? t.people_unknown : html`<strong>${point.people}</strong>`}</td>`)}
        </tr>
      </tfoot>
    </table>
  </section>`;
}

const ofRoom = (n, all) => html`${n} <span class="soft">(${percent.format(share(n, all))})</span>`;

/** How those who were at both workshops moved between them, of the domains where that may be told. */
export function theirMoves({ view: { changed: told }, framework, words: { changed: t, common } }) {
  const found = told.domains.filter(({ flow }) => flow);
  if (!found.length) return nothing;
  const [before, after] = [told.points[told.returning?.point ?? told.compared], told.points.at(-1)];
  const names = { before: pointName(before, t, common.kinds), after: pointName(after, t, common.kinds) };
  const table = fill(t.flow_table, names);
  return html`<section aria-labelledby="their-moves">
    <h3 id="their-moves">${t.flows}</h3>
    <div class="figures-earlier">
      ${found.map(
        (domain) => html`<section class="domain-part">
          <h4>${domain.short}</h4>
          ${movementFigure({ flow: domain.flow, ...ways(domain.flow) }, { ...names, table }, scaleOf(domain, framework), common)}
        </section>`,
      )}
    </div>
  </section>`;
}

// How many of them went up, down, and stayed.
function ways(flow) {
  const sum = (is) => flow.flatMap((row, from) => row.filter((_, to) => is(to - from))).reduce((a, b) => a + b, 0);
  return { up: sum((step) => step > 0), down: sum((step) => step < 0), stayed: sum((step) => step === 0) };
}
