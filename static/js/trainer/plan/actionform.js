// The form for an action: a new one, or one that is changed.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { fill } from '../../lib/words.js';
import { checked } from '../forms.js';
import { describedBy, fieldError, invalid, problems } from '../parts.js';
import { clash } from './clash.js';
import { daysSoon } from './days.js';
import { aboutOf } from './formdrafts.js';
import { aboutSaid, dayIn, dayInFull, daySaid, domainName } from './said.js';

export function actionForm(action, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.actions;
  const place = `plan-action${action ? `-${action.id}` : ''}`;
  const form = { place, what: `action ${action?.id ?? 'new'}`, title: action ? t.change : t.new, page };
  return html`<form class="action-form stack" novalidate aria-labelledby=${`${place}-title`} @submit=${(event) => {
      event.preventDefault();
      send(event.target, action, form);
    }}>
    <h4 id="${place}-title" tabindex="-1">${form.title}</h4>
    ${problems(page, place)} ${action ? clashOf(action, form) : nothing}
    <div class="action-fields">
      ${field('text', t.text, form, { required: true, limit: page.boot.plan_limits.action })}
      ${field('owner', t.owner, form, { hint: t.owner_hint, limit: page.boot.plan_limits.owner })}
      ${field('due', t.due, form, { type: 'date', more: quick(form) })}
      ${about(action, form)}
    </div>
    <div class="row">
      <button class="button button-quiet" aria-disabled=${desk.isBusy(`action:${action?.id ?? ''}`) ? 'true' : nothing}>${action ? t.save : t.add}</button>
      ${action ? html`<button type="button" class="button button-plain" @click=${() => plan.close(form.what, 'plan-actions-title')}>${t.cancel}</button>` : nothing}
    </div>
  </form>`;
}

function clashOf({ text }, { place, what, page }) {
  const t = page.words.goals_desk.actions;
  const names = { text: t.text, owner: t.owner, due: t.due, about: t.for };
  const shown = (said, name) => ({ due: () => daySaid(said, page.words), about: () => forSaid(said, page) })[name]?.() ?? said;
  return clash(what, { place, named: (name) => names[name], shown, about: text }, page);
}

const forSaid = (about, page) => aboutSaid(partsOf(about), page) || page.words.goals_desk.actions.for_nothing;

function partsOf(about) {
  const [kind, id] = about.split(' ');
  return kind ? { [kind]: id } : {};
}

function field(name, label, { place, what, page }, { required = false, limit, hint, type = 'text', more = nothing }) {
  const { desk, words, plan } = page;
  const id = `${place}-${name}`;
  return html`<div class="field is-${name}">
    <label for=${id}>${label}${required ? nothing : html` <span class="optional">${words.goals_desk.goals.optional}</span>`}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${fieldError(desk, id)}
    <input class="input" id=${id} name=${name} type=${type} data-synced data-limit=${limit ?? nothing} ?required=${required} autocomplete="off"
      aria-invalid=${invalid(desk, id)} aria-describedby=${describedBy(desk, id, hint && `${id}-hint`)}
      .value=${asIs(plan.forms.valuesOf(what)[name])} @input=${({ target }) => plan.forms.type(what, { [name]: target.value })} />
    ${more}
  </div>`;
}

function quick({ what, title, page }) {
  const { view, words, plan } = page;
  return html`<div class="row quick-days">${daysSoon(view.plan).map((one) => html`<button type="button" class="button button-plain"
    aria-label=${`${title}, ${words.goals_desk.actions.due}: ${dayInFull(one, words)}`}
    @click=${() => plan.forms.type(what, { due: one.day })}>${dayIn(one, words)}</button>`)}</div>`;
}

function about(action, { place, what, page }) {
  const { view, words, framework, plan } = page;
  const t = words.goals_desk.actions;
  const id = `${place}-about`;
  const goals = view.plan.goals.filter(({ wording, state, id: goal }) => (wording && state === 'open') || goal === action?.goal);
  const now = plan.forms.valuesOf(what).about;
  const option = (value, text) => html`<option value=${value} .selected=${asIs(value === now)}>${text}</option>`;
  return html`<div class="field is-about">
    <label for=${id}>${t.for} <span class="optional">${words.goals_desk.goals.optional}</span></label>
    <select id=${id} name="about" data-synced @change=${({ target }) => plan.forms.type(what, { about: target.value })}>
      ${option('', t.for_nothing)}
      ${goals.map((goal) => option(`goal ${goal.id}`, fill(t.for_goal, { n: goal.number, text: (goal.wording ?? goal.draft).text })))}
      ${view.plan.sessions.map((one) => option(`session ${one.id}`, fill(words.goals_desk.sessions.number, { n: one.number })))}
      ${framework.domains.map(({ key }) => option(`domain ${key}`, domainName(framework, key)))}
    </select>
  </div>`;
}

// What else an action is for stays while what is said first does.
async function send(form, action, { place, what, page }) {
  const { plan } = page;
  const data = checked(place, form, page);
  if (!data) return;
  const { text, owner, due, about: chosen } = data;
  const { goal = '', domain = '', session = '' } = action && chosen === aboutOf(action) ? action : partsOf(chosen);
  const said = { text, owner, due, goal, domain, session };
  const ok = await plan.forms.send(what, (step) => plan.doing.saveAction(action?.id ?? '', said, step));
  if (ok && !action) form.querySelector('input').focus();
  else if (ok && !plan.forms.unsent.includes(what)) plan.close(what, 'plan-actions-title');
}
