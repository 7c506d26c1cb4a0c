// How far a goal has come: its scores on a line from 0 to 10, and a table of the same; and what people gave at one
// scoring, as dots.
import { html, nothing, svg } from '../../vendor/lit-html/lit-html.js';
import { hiddenTable } from './bars.js';
import { dots } from './dots.js';
import { RULES, TOP, changes, height, layOut, spreadOf } from './progress-layout.js';
import { changeOf } from '../lib/plan.js';
import { counted, dated, fill, language } from '../lib/words.js';

export { changeOf };

const FEW = 5; // places whose dates have room side by side on a phone

const shortDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const yearOf = new Intl.DateTimeFormat(language, { year: 'numeric' });

/**
 * The chart of a goal (as in the views) and its table; where there is no score yet, a sentence.
 *
 * `words` are the page's: its `goals` and `common`. `size` is `small`, for phones and consoles, or `large`, for the room
 * view. `table` false keeps the table for screen readers alone, as it is in the large size.
 */
export function progress(goal, words, { size = 'small', table = size === 'small' } = {}) {
  const t = words.goals.chart;
  if (!goal.scores.length) return html`<p class="progress-none soft">${t.none}</p>`;
  const drawn = layOut(goal);
  const isMany = drawn.columns.reduce((sum, { wide }) => sum + wide, 0) > FEW;
  return html`<figure class="progress is-${size} ${isMany ? 'is-many' : ''}"><div class="progress-parts">
    <div class="progress-drawn" aria-hidden="true">
      <div class="progress-axis">${RULES.map((rule) => html`<span .style=${`--y: ${height(rule)}%`}>${rule}</span>`)}</div>
      ${plot(drawn, words.goals)}
      <div class="progress-dates" .style=${`grid-template-columns: ${drawn.columns.map(({ wide }) => `minmax(0, ${wide}fr)`).join(' ')}`}>
        ${drawn.columns.map(({ score }) => (score ? dateOf(score, t) : html`<span></span>`))}
      </div>
      <p class="progress-key"><span class="progress-dotted"></span> ${t.start}</p>
    </div>
    ${scoreTable(goal, words, table)}
  </div></figure>`;
}

// Only the lines are stretched to the space there is: the numbers and words are as big as the page says.
function plot({ points, lines, starts, marks }, t) {
  return html`<div class="progress-plot">
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" focusable="false">
      ${RULES.map((rule) => svg`<line class="progress-rule" x1="0" x2="100" y1=${height(rule)} y2=${height(rule)}></line>`)}
      ${starts.map(({ y, from, to }) => svg`<line class="progress-start" x1=${from} x2=${to} y1=${y} y2=${y}></line>`)}
      ${lines.map(([a, b]) => svg`<line class="progress-line" x1=${a.x} y1=${a.y} x2=${b.x} y2=${b.y}></line>`)}
    </svg>
    ${marks.map(({ x, kind }) => html`<span class="progress-mark is-${kind}" .style=${`--x: ${x}%`}><span>${t.chart[kind] ?? t.states[kind]}</span></span>`)}
    ${points.map(({ x, y, score }) => html`<span class="progress-point" .style=${`--x: ${x}%; --y: ${y}%`}>${score.score}</span>`)}
  </div>`;
}

function dateOf({ day, scorers }, t) {
  const moment = new Date(`${day}T12:00`);
  return html`<span class="progress-date"
    ><span>${shortDay.format(moment)}</span> <span>${yearOf.format(moment)}</span>
    <span class="progress-n">${counted(t.people, scorers)}</span></span
  >`;
}

// The roles are written out because browsers forget a table's meaning when narrow screens lay it out anew.
function scoreTable(goal, words, isShown) {
  const { chart: t } = words.goals;
  const moved = changes(goal.scores);
  const told = [...new Set([...goal.scores.map(({ version }) => version), goal.version])];
  return html`<div class=${isShown ? 'progress-table' : 'visually-hidden'}><table role="table">
    <caption class="visually-hidden">${fill(t.title, { n: goal.number })}</caption>
    <thead role="rowgroup">
      <tr role="row">${[t.when, t.score, t.change, t.by].map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr>
    </thead>
    ${told.map(
      (version) => html`<tbody role="rowgroup">
        ${told.length > 1 ? wording(goal, version, t) : nothing}
        ${goal.scores.map((score, at) => (score.version === version ? row(score, moved[at], words) : nothing))}
      </tbody>`,
    )}
  </table></div>`;
}

function wording({ versions, scores }, number, t) {
  const held = versions.find((one) => one.number === number);
  if (!held) return nothing;
  return html`<tr role="row" class="progress-wording">
    <th scope="rowgroup" role="rowheader" colspan="4">
      ${fill(t.wording, { n: number, day: dated(held.day, 'day') })}
      <span class="written">${held.wording.text}</span>
      ${scores.some(({ version }) => version === number) ? nothing : html`<span class="soft">${t.none}</span>`}
    </th>
  </tr>`;
}

/** In words, how many people at a score's meeting are known to have been at the one that made the goal; '' at that one. */
export function returnedSaid({ returned, present }, { goals }) {
  if (!present) return '';
  return returned ? fill(goals.returned, { n: returned, m: present }) : goals.returned_unknown;
}

function row({ day, kind, score, scorers, method, cant_say: cantSay, by_hand: byHand, returned, present }, moved, { goals }) {
  const t = goals.chart;
  const back = returnedSaid({ returned, present }, { goals });
  const more = [
    goals.methods[method],
    cantSay ? counted(t.cant_say, cantSay) : '',
    byHand ? counted(t.by_hand, byHand) : '',
  ].filter(Boolean);
  const cell = (name, content) => html`<td role="cell"><span class="progress-name" aria-hidden="true">${name}</span>
    <span>${content}</span></td>`;
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      ${dated(day, 'day')} <span class="soft">${goals.kinds?.[kind] ?? nothing}</span>
      ${back ? html`<span class="progress-new">${back}</span>` : nothing}
    </th>
    ${cell(t.score, html`<strong>${score}</strong>`)} ${cell(t.change, moved === null ? t.first : changeOf(moved, t))}
    ${cell(t.by, html`${counted(t.people, scorers)} <span class="soft">${more.join(' · ')}</span>`)}
  </tr>`;
}

/**
 * What people gave at one scoring: a dot for each above its number, the middle half and the median below, and what 0, 5
 * and 10 mean. `counts` is how many gave each score from 0 to 10; `mine` is the person's own score, on their own phone
 * only. `words` as in `progress`.
 */
export function scoreDots(counts, { goals: { chart: t }, common }, { mine, size = 'small' } = {}) {
  const places = counts.map((_, score) => ({ value: score, label: t.anchors[score] ?? '' }));
  const round = { counts, spread: spreadOf(counts) };
  return html`<figure class="score-dots is-${size}">
    ${round.spread ? dots(round, places, common, { mine }) : html`<p>${t.nobody}</p>`}
    ${hiddenTable(t.dots, [t.score, t.gave], counts.map((count, score) => [score, count]))}
  </figure>`;
}

/** The dots of a settled score, where they were kept: from five scorers. */
export const dotsOf = (score, words, options) => (score.dots ? scoreDots(score.dots, words, options) : nothing);

/** The numbers that there are to choose from. */
export const SCORES = Array.from({ length: TOP + 1 }, (_, score) => score);
