// The commands that fit the state, the most likely one first: that one is in the bar, the others are in the panel.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { namingStep } from './naming.js';
import { button } from './parts.js';
import { stepsNow } from './plan/leading.js';
import { unnamed } from './topics.js';

const KEYS = {
  open_round: 'o', close_round: 'c', start_discussion: 'd', end_discussion: 'd', rate_again: 'a', go_to_ruling: 'r', take_up: 't',
};
const HERE = new Set(['ask_needs', 'add_goal', 'agree_goal', 'ask_score', 'settle_score', 'choose_needs']); // beside what they are about
const SLIPS = new Set(['cancel_round', 'reopen_ruling']);

// Built anew for each state, so that a press meant for one button never lands on the next one.
const anew = ({ view }, content, first = '') => keyed(`${view.phase} ${view.domain} ${view.round?.id} ${view.plan?.part} ${view.plan?.question?.id} ${first}`, content);

/** The most likely one. */
export function firstStep(page) {
  if (unnamed(page.framework)) return namingStep(page);
  const [first] = stepsNow(page);
  return first ? anew(page, html`${stepButton(first, 'primary', page)}`, keyOf(first)) : nothing;
}

/** All others; those that record many rows are above the rows. */
export function otherSteps(page) {
  const others = stepsNow(page).slice(1).filter(({ is, plan }) => is !== 'record_together' && !(plan && HERE.has(is)));
  if (!others.length) return nothing;
  return html`<div class="row steps">
    ${anew(page, html`${others.map((step) => stepButton(step, SLIPS.has(step.is) ? 'danger' : lookOf(step), page))}`)}
  </div>`;
}

// The row table has the same buttons: what is asked for from one is on its way in the other.
const keyOf = ({ is, domain, method }) =>
  ({ record_together: `record:${method}`, take_up: `show:${domain}` })[is] ?? is;

const ofPlan = ({ is, goal }) =>
  ({ ask_score: `ask_score:${goal}`, agree_goal: `agree:${goal}`, settle_score: `settle:${goal}:median` })[is] ?? is.replace(/^show_(\w+)$/, 'show:$1:');

// What only leads further down the page looks like a link.
const lookOf = ({ is }) => (is === 'go_to_ruling' ? 'plain' : 'quiet');

function stepButton(step, kind, { words, desk, actions, boot, shortcuts, plan }) {
  if (step.plan) return button({ desk, key: ofPlan(step), text: plan.doing.label(step), kind, act: () => plan.doing.take(step) });
  const text = actions.label(step);
  if (step.is === 'results') {
    return html`<a class="button" href="/lead/${boot.workshop}" target="_blank"
      >${text} <span class="new-tab">${words.trainer.new_tab}</span></a>`;
  }
  return button({
    desk, key: keyOf(step), text, kind, act: () => actions.take(step), keys: shortcuts.on ? KEYS[step.is] : undefined,
  });
}
