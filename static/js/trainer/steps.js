// The commands that fit the state, the most likely one first: that one is in the bar, the others are in the panel.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { isSeveral } from '../lib/instrument.js';
import { namingStep } from './naming.js';
import { button } from './parts.js';
import { nextOfRows } from './rowset.js';
import { isDecided, unnamed } from './topics.js';

const KEYS = {
  open_round: 'o', close_round: 'c', start_discussion: 'd', end_discussion: 'd', rate_again: 'a', go_to_ruling: 'r',
};
const SLIPS = new Set(['cancel_round', 'reopen_ruling']);

// Built anew for each state, so that a press meant for one button never lands on the next one.
const anew = ({ view }, content, first = '') => keyed(`${view.phase} ${view.domain} ${view.round?.id} ${first}`, content);

/** What the view has in `next`; where several rows are looked at together, the way through them comes first. */
export function stepsNow({ view, framework, desk }) {
  if (!isSeveral(framework, view.domain) || !desk.may('record_rulings')) return desk.steps;
  const rows = nextOfRows(view.cells, (key) => isDecided(framework, key));
  return rows ? [rows, ...desk.steps.filter(({ is }) => is !== 'go_to_ruling')] : desk.steps;
}

/** The most likely one. */
export function firstStep(page) {
  if (unnamed(page.framework)) return namingStep(page);
  const [first] = stepsNow(page);
  return first ? anew(page, html`${stepButton(first, 'primary', page)}`, first.key) : nothing;
}

/** All others. */
export function otherSteps(page) {
  const others = stepsNow(page).slice(1);
  if (!others.length) return nothing;
  return html`<div class="row steps">
    ${anew(page, html`${others.map((step) => stepButton(step, SLIPS.has(step.is) ? 'danger' : lookOf(step), page))}`)}
  </div>`;
}

// What only leads further down the page looks like a link.
const lookOf = ({ is }) => (is === 'go_to_ruling' ? 'plain' : 'quiet');

function stepButton(step, kind, { words, desk, actions, boot, shortcuts }) {
  const text = actions.label(step);
  if (step.is === 'results') {
    return html`<a class="button" href="/lead/${boot.workshop}" target="_blank"
      >${text} <span class="new-tab">${words.trainer.new_tab}</span></a>`;
  }
  return button({
    desk, key: step.key ?? step.is, text, kind, act: () => actions.take(step), keys: shortcuts.on ? KEYS[step.is] : undefined,
  });
}
