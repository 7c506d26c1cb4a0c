// Who does what by when: the open actions first, the soonest at the top; and the dates to come.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { dated } from '../../lib/words.js';
import { comingDates, comingSaid, forWhat, openActions } from './said.js';

// The roles are written out because browsers forget a table's meaning when narrow screens lay it out anew.
export function actions(page) {
  const { view: { plan }, words: { goals, goals_results: { actions: t } } } = page;
  if (!plan.actions.length) return nothing;
  const open = openActions(plan);
  const closed = plan.actions.filter(({ state }) => state !== 'open');
  const head = [t.what, t.who, t.when, t.for];
  return html`<section class="panel plan-actions" aria-labelledby="agreed-actions">
    <h2 id="agreed-actions">${t.title}</h2>
    ${open.length ? nothing : html`<p>${t.none_open}</p>`}
    <table class="figures-table plan-table" role="table" aria-labelledby="agreed-actions">
      <thead role="rowgroup">
        <tr role="row">${head.map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${open.map((action) => row(action, head, page))}</tbody>
      ${closed.length
        ? html`<tbody role="rowgroup" class="is-closed">
            <tr role="row"><th role="rowheader" scope="rowgroup" colspan="4">${t.closed}</th></tr>
            ${closed.map((action) => row(action, head, page))}
          </tbody>`
        : nothing}
    </table>
  </section>`;

  function row(action, [, ...names]) {
    const cells = [who(action), when(action), forWhat(action, page)];
    return html`<tr role="row">
      <th scope="row" role="rowheader" class="written">${action.text}</th>
      ${cells.map((cell, at) => html`<td role="cell" class=${cell ? '' : 'is-empty'}><span class="figure-name" aria-hidden="true">${names[at]}</span>
        ${cell}</td>`)}
    </tr>`;
  }

  function who({ owner, state }) {
    if (owner) return html`<span class="written">${owner}</span>`;
    return state === 'open' ? html`<span class="plan-missing">${goals.no_owner}</span>` : '';
  }

  function when({ due, overdue, state, closed_on: closed }) {
    const dayOf = (day) => (day ? html`<span class="plan-day">${dated(day, 'day')}</span>` : '');
    if (state !== 'open') return html`<span class="badge">${goals.action_states[state]}</span> ${dayOf(closed)}`;
    const day = dayOf(due);
    if (overdue) return html`${day} <span class="badge plan-late">${goals.overdue}</span>`;
    return day || goals.no_date;
  }
}

export function coming({ view: { plan }, words: { goals, goals_results: t } }) {
  const dates = comingDates(plan);
  if (!dates.length) return nothing;
  return html`<section class="panel plan-coming" aria-labelledby="coming">
    <h2 id="coming">${t.coming.title}</h2>
    <ul class="plan-dates">
      ${dates.map((date) => html`<li>
        <strong>${dated(date.day, 'day')}</strong>
        <span class="written">${[comingSaid(date, goals, t), date.event?.place].filter(Boolean).join(' · ')}</span>
      </li>`)}
    </ul>
  </section>`;
}
