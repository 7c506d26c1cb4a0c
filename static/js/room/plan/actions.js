// The open actions: who does what by when. Those done while they are on the screens stay, marked.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { steadyActions } from '../../lib/agreed.js';
import { fill } from '../../lib/words.js';
import { dueSaid, list, part, t } from './parts.js';

let held = [];

export function actions(at) {
  const { plan } = at.view;
  const { ids, shown } = steadyActions(plan.actions, held);
  held = ids;
  const text = t(at);
  const open = shown.filter(({ state }) => state === 'open');
  const late = open.filter(({ overdue }) => overdue);
  const facts = [
    open.length ? fill(text.actions.open, { n: open.length }) : '',
    late.length ? fill(text.actions.overdue, { n: late.length }) : '',
  ];
  return part(
    'actions',
    at.words.goals.parts.actions,
    facts.filter(Boolean).join(' · '),
    shown.length
      ? html`<div class="plan-fit plan-table">${list('plan-rows', shown, (one) => action(one, at))}</div>`
      : html`<p class="plan-none">${text.actions.none}</p>`,
  );
}

/** One action; `plain`: without the state of one that is open and in time. */
export function action({ text, owner, due, state, overdue }, at) {
  const { goals } = at.words;
  return html`<li class="plan-action is-${state} ${overdue ? 'is-overdue' : ''}">
    <span class="plan-action-text">${text}</span>
    <span class="plan-action-owner ${owner ? '' : 'soft'}">${owner || goals.no_owner}</span>
    <span class="plan-action-due">
      ${state === 'open' ? dueSaid(due, at) : nothing}
      ${state !== 'open' || overdue
        ? html`<strong class="badge">${state === 'open' ? goals.overdue : goals.action_states[state]}</strong>`
        : nothing}
    </span>
  </li>`;
}

/** The next meeting, or the next time they are shown, begins anew. */
export const forgetActions = () => (held = []);
