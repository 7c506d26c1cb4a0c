// Where a domain stands on the way from private rating to ruling, and what the method suggests
// next. A suggestion and no more: every button stays where it is.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill, span } from '../lib/words.js';
import { areDomains } from './kinds/index.js';
import { scaleOf } from './topics.js';

const AHEAD = 'ahead'; // before them, where what was rated ahead is or was shown
const RUNGS = ['rate', 'look', 'talk', 'rate-again', 'rule'];

export function ladder({ view, framework, words }) {
  const t = words.trainer.ladder;
  const { rung, say, values } = view.advice;
  const text = (!areDomains(framework) && words.trainer.rows.advice[say]) || words.trainer.advice[say];
  const filled = named(values, scaleOf(framework, view.domain), words.common);
  return html`<div class="ladder">
    ${view.domain ? rungs(rung, wasAhead(view) ? [AHEAD, ...RUNGS] : RUNGS, t) : nothing}
    <div class="advice">
      <p class="advice-do"><span class="visually-hidden">${t.suggestion}: </span>${fill(text.do, filled)}</p>
      <details class="advice-why">
        <summary>${t.why}</summary>
        <p>${fill(text.why, filled)}</p>
      </details>
    </div>
  </div>`;
}

const wasAhead = ({ domains, domain }) => domains.find((one) => one.domain === domain)?.rounds[0]?.number === 0;

function rungs(current, all, t) {
  return html`<ol class="rungs" aria-label=${t.title}>
    ${all.map(
      (rung) => html`<li class="rung" aria-current=${rung === current ? 'step' : nothing}>${t.rungs[rung]}</li>`,
    )}
  </ol>`;
}

// The ratings that the picture names, as numbers and in words.
function named(values, levels, words) {
  const { low, low_to, high, high_to, top } = values;
  const label = (rating) => levels[rating]?.said;
  const number = (rating) => rating;
  return {
    ...values,
    low: span(number, low, low_to, words),
    high: span(number, high, high_to, words),
    low_label: span(label, low, low_to, words),
    high_label: span(label, high, high_to, words),
    top_label: label(top),
  };
}
