// Who does what by when: quickly added, changed, marked as done or dropped. At a meeting that has some from before, those
// come first.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { counted, fill } from '../../lib/words.js';
import { button } from '../parts.js';
import { actionForm } from './actionform.js';
import { aboutSaid, daySaid } from './said.js';

const STATES = ['open', 'done', 'dropped'];

export function actionsPart(page) {
  const { view, words, plan } = page;
  const t = words.goals_desk.actions;
  const { actions } = view.plan;
  // Those that are marked stay where they are: those from before as long as this page is open.
  for (const { id, state } of actions) if (state === 'open') plan.seenOpen.add(id);
  const at = (one) => `${one.due || '9'} ${one.id.padStart(9, '0')}`;
  const isNow = ({ id, here }) => here || plan.seenOpen.has(id);
  const now = actions.filter(isNow).sort((a, b) => at(a).localeCompare(at(b)));
  const before = now.filter(({ here }) => !here);
  const today = now.filter(({ here }) => here);
  const past = actions.filter((one) => !isNow(one));
  return html`
    ${before.length ? group('before', counted(t.before, before.filter(({ state }) => state === 'open').length), t.before_hint, before, page) : nothing}
    <section class="stack" aria-labelledby="plan-actions-title">
      <h3 id="plan-actions-title" tabindex="-1">${t.today}</h3>
      ${today.length ? items(today, page) : html`<p class="soft">${t.none}</p>`}
      ${actionForm(null, page)}
    </section>
    ${past.length ? html`<details class="behind"><summary>${counted(t.past, past.length)}</summary>${items(past, page)}</details>` : nothing}`;
}

function group(name, title, hint, actions, page) {
  return html`<section class="stack" aria-labelledby="plan-${name}-title">
    <h3 id="plan-${name}-title" tabindex="-1">${title}</h3>
    <p class="hint">${hint}</p>
    ${items(actions, page)}
  </section>`;
}

const items = (actions, page) => html`<ul class="actions">${actions.map((one) => keyed(one.id, item(one, page)))}</ul>`;

function item(action, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.actions;
  if (plan.forms.isOpen(`action ${action.id}`)) return html`<li class="action is-edited">${actionForm(action, page)}</li>`;
  const about = (said) => fill(t.about, { action: said, text: action.text });
  const noOwner = html`<span class=${action.state === 'open' ? 'badge is-warn' : ''}>${words.goals.no_owner}</span>`;
  const facts = [action.owner ? html`<span>${action.owner}</span>` : noOwner,
    html`<span>${daySaid(action.due, words)}</span>`];
  const about_what = aboutSaid(action, page);
  return html`<li class="action is-${action.state}">
    <div class="action-words">
      <p class="action-text">${action.text}</p>
      <p class="action-facts soft">${facts}
        ${action.overdue ? html`<span class="badge is-bad">${words.goals.overdue}</span>` : nothing}
        ${about_what ? html`<span>${about_what}</span>` : nothing}</p>
    </div>
    <div class="action-states" role="group" aria-label=${about(t.state)}>
      ${STATES.map((state) => html`<button type="button" class="button button-quiet state-button" aria-pressed=${action.state === state ? 'true' : 'false'}
        aria-label=${about(t.mark[state])} aria-disabled=${desk.isBusy(`mark:${action.id}:${state}`) ? 'true' : nothing}
        @click=${() => action.state !== state && plan.doing.markAction(action.id, state)}>${t.mark[state]}</button>`)}
    </div>
    <div class="action-more">
      ${button({ desk, key: `edit:${action.id}`, text: t.edit, label: about(t.edit), kind: 'plain', act: () => plan.open(`action ${action.id}`, `plan-action-${action.id}-text`) })}
      ${button({ desk, key: `remove:${action.id}`, text: t.remove, label: about(t.remove), kind: 'plain', act: () => plan.doing.removeAction(action) })}
    </div>
  </li>`;
}
