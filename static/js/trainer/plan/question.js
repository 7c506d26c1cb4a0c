// What the room is asked in private: how many have answered, answers on paper, and its end.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { keyOf } from '../../lib/plan.js';
import { counted, fill } from '../../lib/words.js';
import { button, describedBy, fieldError, invalid, problems } from '../parts.js';
import { clash } from './clash.js';

/** While it is open. `labels` name what can be answered, in the order of the counts. */
export function openQuestion(question, labels, page) {
  const { words, desk, plan, view } = page;
  const t = words.goals_desk.question;
  return html`<div class="question-open stack">
    <p class="question-turnout" id="plan-question-title" tabindex="-1">${turnoutSaid(question, page)}</p>
    <p class="hint">${t.private}</p>
    <div class="row">
      ${view.plan.allowed.includes('practice_answer') && view.workshop.rehearsal
        ? button({ desk, key: 'practice_answer', text: t.practise, act: () => plan.doing.practise(question.id) })
        : nothing}
      ${button({ desk, key: 'cancel_question', text: t.cancel, kind: 'danger', act: () => plan.doing.cancel(question.id) })}
    </div>
    ${waitingFor(page)} ${byHand(question, labels, page)}
  </div>`;
}

/** "14 of 18 have chosen". */
export function turnoutSaid({ kind, answered, of }, { words }) {
  return of || answered ? fill(words.goals_desk.turnout[kind], { answered, of }) : words.trainer.round.nobody;
}

/** Has everybody answered? */
export const isAllAnswered = (question) => Boolean(question?.open && question.of && question.answered >= question.of);

// By name: never what they answered.
function waitingFor({ view, words }) {
  const done = new Set(view.plan.answered);
  const missing = view.persons.filter(({ id, presence }) => !done.has(id) && presence !== 'left' && presence !== 'removed');
  if (!missing.length) return nothing;
  const t = words.trainer;
  return html`<ul class="waiting" aria-label=${words.goals_desk.question.missing}>
    <li class="soft" aria-hidden="true">${words.goals_desk.question.missing}:</li>
    ${missing.map(({ name, presence }) => html`<li class="presence is-${presence}">${name}
      <span class=${presence === 'connected' ? 'visually-hidden' : 'soft'}>${t.people.presence[presence]}</span></li>`)}
  </ul>`;
}

const whatOf = (question) => `hand ${keyOf(question)}`;

function byHand(question, labels, page) {
  const { view, boot, words, desk, plan } = page;
  const t = words.goals_desk.question;
  const most = boot.plan_limits.by_hand;
  const { by_hand: entered, by_hand_cant_say: unsure } = view.plan;
  const people = question.kind === 'score' ? sum(entered) + unsure : Math.max(0, ...entered) + unsure;
  const what = whatOf(question);
  if (plan.forms.unsent.includes(what)) plan.typedIn.add(what);
  const typed = plan.forms.valuesOf(what);
  const nameOf = (key) => labels[key] || (key === 'cant-say' ? words.common.cant_say : key);
  const field = (key, label) => html`<label class="by-hand-field" for="plan-hand-${key}"><span class="chip level-none" aria-hidden="true">${key === 'cant-say' ? '?' : question.kind === 'score' ? key : key + 1}</span>
    <span>${label}</span>
    <input class="input" id="plan-hand-${key}" name=${key} data-synced type="number" inputmode="numeric" min="0" max=${most} step="1" placeholder="0"
      aria-invalid=${invalid(desk, `plan-hand-${key}`)} aria-describedby=${describedBy(desk, `plan-hand-${key}`)} .value=${asIs(typed[key] ?? '')}
      @input=${({ target }) => plan.forms.type(what, { [key]: target.value })} />
    ${fieldError(desk, `plan-hand-${key}`)}</label>`;
  return html`<details class="by-hand-form plan-hand" ?open=${plan.typedIn.has(what)}>
    <summary id="plan-hand-title">${t.hand} ${people ? html`<span class="badge">${counted(words.common.by_hand, people)}</span>` : nothing}</summary>
    <form class="stack" novalidate @submit=${(event) => {
      event.preventDefault();
      enter(event.target, question, labels.length, page);
    }}>
      <p class="hint">${t.hand_hint[question.kind]}</p>
      ${problems(page, 'plan-hand')} ${clash(what, { place: 'plan-hand', named: nameOf, shown: (said) => said || '0', about: t.hand }, page)}
      <fieldset class="field">
        <legend class="visually-hidden">${t.hand}</legend>
        <div class="by-hand-fields ${question.kind === 'score' ? 'is-number' : ''}">
          ${labels.map((label, at) => field(at, label))} ${field('cant-say', words.common.cant_say)}
        </div>
      </fieldset>
      <button class="button button-quiet" aria-disabled=${desk.isBusy('enter_answers') ? 'true' : nothing}>${t.hand_save}</button>
    </form>
  </details>`;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

// A number field says nothing of what it can't read, "2e" for one: that is no 0.
function enter(form, question, places, { boot, words, desk, plan }) {
  const most = boot.plan_limits.by_hand;
  const keys = [...Array(places).keys(), 'cant-say'];
  const fields = keys.map((key) => form.elements[`plan-hand-${key}`]);
  const wrong = fields.filter(({ value, validity }) => validity.badInput || !(Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= most));
  if (wrong.length) {
    const sentence = fill(words.trainer.hands.whole, { most });
    return desk.refuse('plan-hand', wrong.map(({ id, labels: [label] }) => ({ field: id, label: label.innerText.trim().split('\n').at(-1), sentence })));
  }
  const numbers = fields.map(({ value }) => Number(value));
  return plan.forms.send(whatOf(question), (step) => plan.doing.enterAnswers(question.id, numbers.slice(0, -1), numbers.at(-1), step));
}
