// The appendix: every round's measures in one table with what they mean, and what earlier rounds had beside their bars.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { groupsFigure } from '../charts/groups.js';
import { movementFigure } from '../charts/movement.js';
import { measures } from '../charts/picture.js';
import { placesOf } from '../lib/instrument.js';
import { domainOf, roundText } from '../lib/words.js';

/** The rounds that have measures: two ratings at least. */
export const measured = (view) => everyRound(view).filter(({ round }) => round.picture);

const everyRound = ({ domains }) => domains.flatMap(({ domain, rounds }) => rounds.map((round) => ({ domain, round, rounds })));

// The roles are written out because browsers forget a table's meaning when narrow screens lay it out anew.
export function figures({ view, framework, words }) {
  const { common, lead: t } = words;
  const found = measured(view);
  if (!found.length) return nothing;
  const told = measures(found[0].round.picture, common.measures);
  const head = [t.figures.picture, ...told.map(({ name }) => name)];
  return html`<section class="panel figures" aria-labelledby="figures">
    <h2 id="figures">${t.figures.title}</h2>
    <table class="figures-table" role="table" aria-labelledby="figures">
      <thead role="rowgroup">
        <tr role="row">
          ${[t.figures.round, ...head].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${found.map(({ domain, round }) => row(nameOf(domain, round, framework, t), cells(round.picture, common), head))}
      </tbody>
    </table>
    <dl class="figures-meanings">
      ${told.map(({ name, explain }) => html`<div><dt>${name}</dt><dd>${explain}</dd></div>`)}
    </dl>
  </section>`;
}

const nameOf = (domain, { number }, framework, t) =>
  roundText(t.figures, 'row', { domain: domainOf(framework, domain).short, number });

const cells = (picture, common) => [
  common.pictures[picture.label].name,
  ...measures(picture, common.measures).map(({ value, figure }) => figure ?? value),
];

function row(name, cells, head) {
  return html`<tr role="row">
    <th scope="row" role="rowheader">${name}</th>
    ${cells.map((value, at) => html`<td role="cell"><span class="figure-name" aria-hidden="true">${head[at]}</span> ${value}</td>`)}
  </tr>`;
}

/** Sides and movement of the rounds that are not the last of their domain. */
export function earlierFigures({ view, framework, words }) {
  const { common, lead: t } = words;
  const found = everyRound(view).filter(
    ({ round, rounds }) => round !== rounds.at(-1) && (round.groups.length || round.movement),
  );
  if (!found.length) return nothing;
  return html`<section class="panel" aria-labelledby="earlier">
    <h2 id="earlier">${t.figures.earlier}</h2>
    <div class="figures-earlier">
      ${found.map(
        ({ domain, round }) => html`<section class="domain-part">
          <h3>${nameOf(domain, round, framework, t)}</h3>
          ${groupsFigure(round.groups, round, placesOf(framework, domain), framework, common)}
          ${movementFigure(round.movement, round, placesOf(framework, domain), common)}
        </section>`,
      )}
    </div>
  </section>`;
}
