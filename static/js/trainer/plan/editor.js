// A goal as it is written: each field goes to the server while it is typed in, and nothing that comes from there takes
// the text out of the field that has the focus.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { fill } from '../../lib/words.js';
import { lengthOf } from '../forms.js';
import { button, describedBy, fieldError, invalid, problems } from '../parts.js';
import { goalHead, showGoal } from './goals.js';
import { isNext } from './leading.js';
import { quickDays } from './days.js';
import { rivals } from './rivals.js';
import { dayInFull, domainName, listed } from './said.js';
import { saidIn } from './writing.js';

const LONG = new Set(['text', 'measure', 'achievable', 'first_step']);

export function editor(goal, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.goals;
  const place = `plan-${goal.id}`;
  const isNew = !goal.wording;
  const about = (action) => fill(t.about, { action, n: goal.number });
  return html`<article class="goal is-draft" aria-labelledby="goal-${goal.id}">
    ${goalHead(goal, page, html`<span class="badge">${isNew ? words.goals.states.draft : t.rewording}</span>`)}
    ${isNew ? nothing : html`<p class="hint">${t.reword_hint}</p>`}
    <p class="hint">${t.required}</p>
    ${problems(page, place)}
    <div class="goal-fields">
      ${text('text', goal, page)} ${due(goal, page)} ${text('owner', goal, page)} ${text('measure', goal, page)}
      ${text('first_step', goal, page)} ${text('achievable', goal, page)} ${domains(goal, page)}
    </div>
    <p class="saved-line is-${stateOf(goal, page)}">${words.goals_desk.saving[stateOf(goal, page)]}</p>
    <div class="row">
      ${isNext(page, 'agree_goal', goal.id) ? nothing : button({ desk, key: `agree:${goal.id}`, text: fill(words.goals_desk.do.agree_goal, { n: goal.number }), act: () => plan.doing.agree(goal.id) })}
      ${button({ desk, key: `drop:${goal.id}`, text: isNew ? t.drop_draft : t.keep_old, label: about(isNew ? t.drop_draft : t.keep_old), kind: 'plain', act: () => plan.doing.dropDraft(goal.id) })}
      ${showGoal(goal, 'goals', page)}
    </div>
  </article>`;
}

// What is typed while there is no connection is not on its way.
function stateOf(goal, { plan, live }) {
  const state = plan.writing.stateOf(goal.id);
  return state === 'saving' && live.freshness === 'stale' ? 'late' : state;
}

/** What a field needs: its id, the description by its prompt, its length, what was refused, and the two texts. */
function parts(field, goal, page) {
  const { desk, plan, words } = page;
  const id = `plan-${goal.id}-${field}`;
  const refused = plan.writing.refusalOf(goal.id, field);
  const error = refused ? html`<p class="field-error" id="${id}-error">${refused}</p>` : fieldError(desk, id);
  const said = [`${id}-hint`, refused && `${id}-error`].filter(Boolean).join(' ');
  return {
    id, error,
    described: refused ? said : describedBy(desk, id, `${id}-hint`),
    isWrong: refused ? 'true' : invalid(desk, id),
    label: words.goals.fields[field],
    hint: html`<p class="hint" id="${id}-hint">${words.goals.prompts[field]}</p>`,
    more: rivals(field, goal, page),
  };
}

/** The events of a field that takes text, and what it shows. */
const value = (field, goal, { plan }) => plan.writing.valueOf(goal.id, field);

function text(field, goal, page) {
  const { boot, words, plan } = page;
  const { writing } = plan;
  const { id, label, hint, error, described, isWrong, more } = parts(field, goal, page);
  const most = field === 'text' || field === 'owner' ? boot.plan_limits.goal : boot.plan_limits.more;
  const now = value(field, goal, page);
  const stored = saidIn(page.view.plan, goal.id, field);
  const typing = (event) => writing.type(goal.id, field, event.target.value);
  const optional = field === 'text' ? nothing : html` <span class="optional">${words.goals_desk.goals.optional}</span>`;
  return html`<div class="field goal-field is-${field}">
    <label for=${id}>${label}${optional}</label> ${hint} ${error}
    ${LONG.has(field)
      ? html`<textarea id=${id} data-synced rows=${field === 'text' ? 3 : 2} aria-invalid=${isWrong} aria-describedby=${described}
          aria-required=${field === 'text' ? 'true' : nothing} .defaultValue=${stored} .value=${asIs(now)}
          @focus=${() => writing.focus(goal.id, field)} @input=${typing} @blur=${() => writing.blur(goal.id, field)}></textarea>`
      : html`<input class="input" id=${id} data-synced autocomplete="off" aria-invalid=${isWrong} aria-describedby=${described}
          .defaultValue=${stored} .value=${asIs(now)}
          @focus=${() => writing.focus(goal.id, field)} @input=${typing} @blur=${() => writing.blur(goal.id, field)} />`}
    ${field === 'text' || lengthOf(now) > most * 0.9
      ? html`<p class="counter ${lengthOf(now) > most ? 'is-over' : ''}" aria-hidden="true">${fill(words.goals_desk.goals.counter, { n: lengthOf(now), most })}</p>`
      : nothing}
    ${more}
  </div>`;
}

// Half of a date is none: it is sent when the field is left, or a day is chosen.
function due(goal, page) {
  const { words, plan, view } = page;
  const { writing } = plan;
  const { id, label, hint, error, described, isWrong, more } = parts('due', goal, page);
  return html`<div class="field goal-field is-due">
    <label for=${id}>${label}</label> ${hint} ${error}
    <input class="input" type="date" id=${id} data-synced aria-invalid=${isWrong} aria-describedby=${described} aria-required="true"
      .defaultValue=${saidIn(view.plan, goal.id, 'due')} .value=${asIs(value('due', goal, page))}
      @focus=${() => writing.focus(goal.id, 'due')}
      @input=${({ target }) => writing.type(goal.id, 'due', target.value, 'left')}
      @blur=${() => writing.blur(goal.id, 'due')} />
    <div class="row quick-days">${quickDays(view.plan).map((one) => {
      const said = dayInFull(one, words);
      return html`<button type="button" class="button button-plain" aria-label=${`${label}: ${said}`} @click=${() => writing.type(goal.id, 'due', one.day, 'once')}>${said}</button>`;
    })}</div>
    ${more}
  </div>`;
}

function domains(goal, page) {
  const { words, plan, framework } = page;
  const { writing } = plan;
  const { id, label, hint, error, described, more } = parts('domains', goal, page);
  const chosen = new Set(value('domains', goal, page).split(',').filter(Boolean));
  const named = new Set(page.view.plan.needs?.domains.map(({ domain }) => domain));
  const choose = (key, on) => {
    if (on) chosen.add(key);
    else chosen.delete(key);
    writing.type(goal.id, 'domains', framework.domains.filter((one) => chosen.has(one.key)).map((one) => one.key).join(','), 'once');
  };
  const names = framework.domains.filter(({ key }) => named.has(key)).map(({ key }) => domainName(framework, key));
  return html`<fieldset class="field goal-field is-domains" id=${id} aria-describedby=${described}>
    <legend>${label} <span class="optional">${words.goals_desk.goals.optional}</span></legend> ${hint} ${error}
    ${names.length && !chosen.size ? html`<p class="needs-hint">${fill(words.goals_desk.goals.tick_needs, { domains: listed(names) })}</p>` : nothing}
    <div class="domain-ticks">${framework.domains.map(({ key, short }) => html`<label class="tick"><input type="checkbox" .checked=${asIs(chosen.has(key))}
        @change=${({ target }) => choose(key, target.checked)} />
      <span>${short} ${named.has(key) ? html`<span class="choice-more">${words.goals_desk.goals.need}</span>` : nothing}</span></label>`)}</div>
    ${more}
  </fieldset>`;
}
