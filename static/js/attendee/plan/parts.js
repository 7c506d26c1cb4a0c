// What the screens of a plan are made of.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyOf } from '../../lib/plan.js';
import { dated, fill } from '../../lib/words.js';

/** Goal 2 */
export const numbered = ({ number }, { goals }) => fill(goals.number, { n: number });

/** "by 12 March 2027", or that there is no date. */
export const dueSaid = (day, { goals, goals_stage: t }) => (day ? fill(t.by, { date: dated(day, 'day') }) : goals.no_date);

/** "12 March 2027, 09:30, Town hall" of a meeting. */
export const whenSaid = ({ day, time, place }) => [dated(day, 'day'), time, place].filter(Boolean).join(', ');

/** What happens next, where there is nothing to do. */
export const next = ({ words }) => html`<p class="hint">${words.goals_stage.phone.next}</p>`;

/** Of an answer that was not taken. */
export function refusal({ plan, words }) {
  if (!plan.refused) return nothing;
  return html`<div class="notice notice-warn">
    <p><strong>${words.goals_stage.phone.refused}</strong></p>
    <p>${plan.refused.sentence}</p>
  </div>`;
}

/** That a question was over before somebody had answered; not where another device of theirs may have. */
export const missed = ({ plan }, question, said) => (plan.missed === keyOf(question) ? html`<p>${said}</p>` : nothing);

/** How many chose each, as bars: {name, votes} in order. */
export function chartOf(chosen, people) {
  const most = Math.max(people, ...chosen.map(({ votes }) => votes), 1);
  return html`<ul class="plan-votes">
    ${chosen.map(({ name, votes }) => html`<li>
      <span>${name}</span> <strong>${votes}</strong>
      <span class="plan-votes-track" aria-hidden="true"><span .style=${`--part: ${(100 * votes) / most}%`}></span></span>
    </li>`)}
  </ul>`;
}
