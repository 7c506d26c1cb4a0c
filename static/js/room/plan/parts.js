// What the parts of a plan on the room view are made of.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { dated, fill } from '../../lib/words.js';

const MOST = 24; // entries that are drawn of a list: more than a screen has room for

export const t = ({ words }) => words.goals_stage;

/** A part: its heading, what stands beside that, and the rest. */
export const part = (name, heading, facts, rest) => html`<div class="plan plan-${name}">
  <div class="plan-head">
    <h1>${heading}</h1>
    ${facts ? html`<p class="plan-facts">${facts}</p>` : nothing}
  </div>
  ${rest}
</div>`;

/** A list that fit.js may cut, with the line that says so. */
export function list(kind, entries, draw) {
  return html`<ul class="plan-list ${kind}" data-beyond=${Math.max(0, entries.length - MOST)}>
      ${entries.slice(0, MOST).map(draw)}
    </ul>
    <p class="plan-more" hidden></p>`;
}

/** "by 12 March 2027", or that there is no date. */
export const dueSaid = (day, { words }) =>
  day ? fill(words.goals_stage.by, { date: dated(day, 'day') }) : words.goals.no_date;

/** Goal 2 */
export const numbered = (goal, { words }) => fill(words.goals.number, { n: goal.number });

/** "Tuesday 12 March, 09:30, Town hall" of a meeting's day, time and place. */
export const whenSaid = ({ day, time, place }) => [dated(day, 'day'), time, place].filter(Boolean).join(', ');
