// All rows that are on the screens together, after a round of them: how each was answered, what the rules propose for
// it, what was decided; and the way to take one up by itself.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { cellOf, columnOf, labelOf, placesOf } from '../lib/instrument.js';
import { counted, fill } from '../lib/words.js';
import { methodUsed } from '../charts/decision.js';
import { kindOf as lookOfKind } from '../charts/kinds/index.js';
import { guidanceFold } from './guidance.js';
import { kindOf } from './kinds/index.js';
import { button } from './parts.js';
import { ORDERS, ordered, proposalOf } from './rowset.js';
import { isDecided, rowName } from './topics.js';

export function rowTable(page) {
  const { view, framework, words, rowOrder } = page;
  const t = words.trainer.rows;
  const height = ({ domain, last }) => (last ? kindOf(framework, domain).height(last) : -1);
  const order = rowOrder.now;
  const cells = ordered(view.cells, order, height);
  const wanted = cells.some(({ domain }) => isDecided(framework, domain));
  return html`<section class="row-results" aria-labelledby="row-results-title">
    <div class="part-head">
      <h3 id="row-results-title" tabindex="-1">${t.title}</h3>
      ${view.cells.length > 2 ? sorting(order, wanted, page, t) : nothing}
    </div>
    <table class="row-table" role="table" aria-labelledby="row-results-title">
      <thead role="rowgroup">
        <tr role="row">
          ${['row', 'answers', 'decision'].map((name) => html`<th role="columnheader" scope="col">${name !== 'decision' || wanted ? words.common.rows[name] : nothing}</th>`)}
          <td role="cell"></td>
        </tr>
      </thead>
      <tbody role="rowgroup">${repeat(withHeadings(cells, order, page), ({ key }) => key, ({ draw }) => draw())}</tbody>
    </table>
  </section>`;
}

function sorting(order, wanted, { rowOrder }, t) {
  return html`<div class="row-sort">
    <label for="row-order">${t.order}</label>
    <select id="row-order" @change=${(event) => rowOrder.choose(event.target.value)}>
      ${ORDERS.filter((one) => one !== 'contested' || wanted).map((one) => html`<option value=${one} .selected=${asIs(one === order)}>${t.orders[one]}</option>`)}
    </select>
  </div>`;
}

/** As written, with the headings of blocks, and of rows of which more than one thing is asked; in any other order each
 * row has its whole name. */
function withHeadings(cells, order, page) {
  const { framework } = page;
  const rowOf = ({ domain }) => framework.rows.find(({ key }) => key === cellOf(framework, domain).row);
  const isMany = ({ domain }) => framework.domains.filter((one) => isBeside(one, cellOf(framework, domain))).length > 1;
  const isWritten = order === 'written';
  let block = '';
  let row = null;
  return cells.flatMap((cell) => {
    const here = rowOf(cell);
    const lines = [];
    if (isWritten && here.block && here.block !== block) lines.push(heading(`block ${here.block}`, here.block, 'is-block'));
    if (isWritten && here !== row && isMany(cell)) lines.push(heading(`row ${here.key}`, here.name, 'is-row'));
    block = here.block;
    row = here;
    const name = isWritten && isMany(cell) ? columnOf(framework, cell.domain).name : rowName(framework, cell.domain);
    return [...lines, { key: cell.domain, draw: () => line(cell, name, page) }];
  });
}

const isBeside = (one, cell) => one.row === cell.row && one.copy === cell.copy;

const heading = (key, text, look) => ({
  key,
  draw: () => html`<tr role="row" class="row-heading ${look}"><th role="rowheader" scope="rowgroup" colspan="4">${text}</th></tr>`,
});

function line(cell, name, page) {
  const { words, desk, actions, framework } = page;
  const t = words.trainer.rows;
  const { domain } = cell;
  return html`<tr role="row" class="row-line is-${cell.status}">
    <th role="rowheader" scope="row">${name}</th>
    <td role="cell" class="row-answers">${answers(cell, page, t)}</td>
    <td role="cell" class="row-outcome">${outcome(cell, page, t)}</td>
    <td role="cell" class="row-do">
      ${desk.may('show_domain') && cell.rounds
        ? button({
            desk, key: `show:${domain}`, text: t.take_up, label: fill(t.about, { action: t.take_up, row: rowName(framework, domain) }),
            act: () => actions.showDomain(domain),
          })
        : nothing}
    </td>
  </tr>`;
}

function answers({ domain, last }, { framework, words }, t) {
  if (!last) return html`<span class="soft">${words.common.rows.status.waiting}</span>`;
  if (last.withheld) return html`<span class="soft">${fill(t.withheld, { least: framework.least_shown, n: last.turnout })}</span>`;
  const cant = last.cant_say ? html` <span class="soft">${counted(t.cant_say, last.cant_say)}</span>` : nothing;
  if (!last.ratings) return html`<span class="soft">${words.common.rows.none}</span>${cant}`;
  const kind = kindOf(framework, domain);
  const places = placesOf(framework, domain);
  return html`<span class="rows-drawn" aria-hidden="true">${lookOfKind(places).row(last, places, words.common)}</span>
    <span class="row-said">${kind.summary(last, places, t)}${cant}</span>`;
}

function outcome(cell, { framework, words }, t) {
  const { domain, ruling, contested } = cell;
  const badge = contested && !ruling && isDecided(framework, domain) ? html`<span class="badge is-contested">${t.contested}</span>` : nothing;
  if (ruling) {
    const said = ruling.rating === null ? words.common.methods.unresolved : labelOf(framework, domain, ruling.rating);
    return html`<span class="row-decided"><span class="tick-mark" aria-hidden="true">✓</span> <span class="visually-hidden">${t.decided}: </span><strong>${said}</strong></span>
      <span class="soft">${methodUsed(ruling, words)}</span> ${guidanceFold(domain, ruling, { framework, words })}`;
  }
  const proposal = proposalOf(cell);
  if (!proposal) return badge;
  if (proposal.answer === null) return html`<span>${t.proposed['tie-break']}</span> ${badge}`;
  return html`<span>${fill(t.proposed[proposal.method], { answer: labelOf(framework, domain, proposal.answer) })}</span> ${badge}`;
}
