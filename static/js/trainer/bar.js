// The bar that stays in sight: what is going on, how many have rated, the clock, and the one button that comes next.
// Nothing in it changes its height or the place of its button while people rate or the clock runs.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { clockText } from '../lib/timer.js';
import { fill } from '../lib/words.js';
import { phaseName } from './parts.js';
import { breakLine } from './pause.js';
import { turnoutSaid } from './plan/question.js';
import { firstStep } from './steps.js';
import { topicName } from './topics.js';
import { isOfSeveral } from './turnout.js';

export function bar(page) {
  const { view, framework, words } = page;
  const name = view.plan?.on_screen ? words.trainer.domains.on_screen : topicName(framework, view.domain, words.trainer.rows);
  return html`<section class="desk-bar" aria-labelledby="next-title">
    <div class="bar-inner">
      <h2 class="bar-now" id="next-title" tabindex="-1">
        <span class="bar-phase">${phaseName(page)}</span>
        ${name ? html`<span class="bar-domain">${name}</span>` : nothing}
      </h2>
      <div class="bar-facts">${view.turnout ? rated(page) : answered(page)} ${clock(page)}</div>
      <div class="bar-do">${firstStep(page)}</div>
    </div>
    <div class="turnout-track ${view.turnout || asked(view) ? '' : 'is-empty'}" aria-hidden="true">
      <span class="turnout-fill" .style=${`--part: ${shareOf(view.turnout ?? asked(view))}%`}></span>
    </div>
  </section>`;
}

const shareOf = (turnout) => (turnout?.of ? (100 * (turnout.rated ?? turnout.answered)) / turnout.of : 0);

// What the room is asked of the plan, while it is open.
const asked = ({ plan }) => (plan?.question?.open ? plan.question : null);

function answered(page) {
  const question = asked(page.view);
  return question ? html`<p class="bar-turnout">${turnoutSaid(question, page)}</p>` : nothing;
}

function rated({ view, words }) {
  if (!view.turnout.of) return html`<p class="bar-turnout">${words.trainer.round.nobody}</p>`;
  const t = isOfSeveral(view) ? words.trainer.rows : words.trainer.round;
  return html`<p class="bar-turnout"><span class="bar-more">${fill(t.turnout, view.turnout)}</span><span
    class="bar-less" aria-hidden="true">${fill(t.turnout_short, view.turnout)}</span></p>`;
}

function clock(page) {
  const { view, left, words } = page;
  if (view.break) return html`<p class="bar-clock" role="timer">${breakLine(page)}</p>`;
  if (!view.timer || left === null) return nothing;
  return html`<p class="bar-clock" role="timer">${left > 0
    ? html`<span class="bar-more">${words.common.time_left}</span> <span class="countdown-clock">${clockText(left)}</span>`
    : words.common.time_up}</p>`;
}
