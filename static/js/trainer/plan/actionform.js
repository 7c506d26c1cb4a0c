// The form for an action: a new one, or one that is changed.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { dated, fill } from '../../lib/words.js';
import { saves } from '../forms.js';
import { describedBy, fieldError, invalid, problems } from '../parts.js';
import { quickDays } from './days.js';
import { domainName } from './said.js';

export function actionForm(action, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.actions;
  const place = `plan-action${action ? `-${action.id}` : ''}`;
  const { text = '', owner = '', due = '' } = action ?? {};
  return html`<form class="action-form stack" novalidate data-about=${action?.id ?? 'new'} aria-labelledby=${`${place}-title`} @submit=${(event) => {
      event.preventDefault();
      send(event.target, action, place, page);
    }}>
    <h4 id="${place}-title">${action ? t.change : t.new}</h4>
    ${problems(page, place)}
    <div class="action-fields">
      ${field('text', t.text, text, { place, page, required: true, limit: page.boot.plan_limits.action })}
      ${field('owner', t.owner, owner, { place, page, hint: t.owner_hint, limit: page.boot.plan_limits.owner })}
      ${field('due', t.due, due, { place, page, title: action ? t.change : t.new, type: 'date', list: true })}
      ${about(action, place, page)}
    </div>
    <div class="row">
      <button class="button button-quiet" aria-disabled=${desk.isBusy(`action:${action?.id ?? ''}`) ? 'true' : nothing}>${action ? t.save : t.add}</button>
      ${action ? html`<button type="button" class="button button-plain" @click=${() => plan.close(`action ${action.id}`, 'plan-actions-title')}>${t.cancel}</button>` : nothing}
    </div>
  </form>`;
}

// The attribute, not the property: a state that arrives must not overwrite what is being typed.
function field(name, label, stored, { place, page, title = '', required = false, limit, hint, type = 'text', list = false }) {
  const { desk, words, view } = page;
  const id = `${place}-${name}`;
  const t = words.goals_desk.goals;
  return html`<div class="field is-${name}">
    <label for=${id}>${label}${required ? nothing : html` <span class="optional">${t.optional}</span>`}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${fieldError(desk, id)}
    <input class="input" id=${id} name=${name} type=${type} data-limit=${limit ?? nothing} ?required=${required} autocomplete="off"
      aria-invalid=${invalid(desk, id)} aria-describedby=${describedBy(desk, id, hint && `${id}-hint`)} value=${stored} />
    ${list ? html`<div class="row quick-days">${quickDays(view.plan).map(({ day }) => html`<button type="button" class="button button-plain"
      aria-label=${`${title}, ${label}: ${dated(day, 'day')}`} @click=${() => fillIn(id, day)}>${dated(day, 'day')}</button>`)}</div>` : nothing}
  </div>`;
}

// As if it had been typed.
function fillIn(id, value) {
  const input = document.getElementById(id);
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function about(action, place, { view, words, framework }) {
  const t = words.goals_desk.actions;
  const id = `${place}-about`;
  const goals = view.plan.goals.filter(({ wording, state, id: goal }) => (wording && state === 'open') || goal === action?.goal);
  const now = aboutOf(action);
  const option = (value, text) => html`<option value=${value} ?selected=${value === now}>${text}</option>`;
  return html`<div class="field is-about">
    <label for=${id}>${t.for} <span class="optional">${words.goals_desk.goals.optional}</span></label>
    <select id=${id} name="about">
      ${option('', t.for_nothing)}
      ${goals.map((goal) => option(`goal ${goal.id}`, fill(t.for_goal, { n: goal.number, text: goal.wording.text })))}
      ${view.plan.sessions.map((one) => option(`session ${one.id}`, fill(words.goals_desk.sessions.number, { n: one.number })))}
      ${framework.domains.map(({ key }) => option(`domain ${key}`, domainName(framework, key)))}
    </select>
  </div>`;
}

// The first of what it may be for; what else there is stays while this does.
const aboutOf = (action) => ['goal', 'session', 'domain'].filter((kind) => action?.[kind]).map((kind) => `${kind} ${action[kind]}`)[0] ?? '';

function send(form, action, place, page) {
  const { plan } = page;
  saves(place, form, page, async ({ text, owner, due, about: what }) => {
    const [kind, id] = what.split(' ');
    const { goal = '', domain = '', session = '' } = what === aboutOf(action) ? (action ?? {}) : kind ? { [kind]: id } : {};
    const said = { text, owner, due, goal, domain, session };
    const ok = await plan.doing.saveAction(action?.id ?? '', said);
    if (ok && action) plan.close(`action ${action.id}`, 'plan-actions-title');
    if (ok && !action) queueMicrotask(() => form.querySelector('input').focus());
    return ok;
  });
}
