// A topic of several cells: what it is called, and its rows before, during and after a round.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { kindOf } from '../charts/kinds/index.js';
import { rowTable } from '../charts/rowtable.js';
import { linesOf, stretches } from '../charts/sheet.js';
import { topicOf } from '../lib/instrument.js';
import { countdownFacts, countdownView } from '../lib/timer.js';
import { counted, fill, roundText } from '../lib/words.js';
import { turnout } from './turnout.js';

/** A topic that a trainer shows before its first round. */
export function topicPreview(at) {
  return html`<div class="topic is-before">
    ${head(at)}
    <p class="topic-question">${at.framework.question}</p>
    ${listed(at)}
    <p class="open-private">${at.room.preview_rows}</p>
  </div>`;
}

export function topicOpen(at) {
  const { view, left, words, room } = at;
  const timer = countdownFacts(view.timer, left);
  return html`<div class="topic is-open">
    ${head(at, view.round.number)}
    <p class="topic-question">${at.framework.question}</p>
    ${listed(at)}
    <div class="open-foot">
      ${turnout(view.turnout, room, words.common, { isOfSeveral: true })}
      ${timer
        ? countdownView(timer, { left: words.common.time_left, over: words.common.time_up })
        : html`<p class="open-private">${room.private_answers}</p>`}
    </div>
  </div>`;
}

/** After the close: every row with its answers and, once there is one, its decision. */
export function topicResult(at) {
  const { framework, view, words, room, left } = at;
  const lines = linesOf(framework, view.cells.map(({ domain }) => domain));
  const byKey = new Map(view.cells.map((cell) => [cell.domain, cell]));
  const timer = view.phase === 'discussion' ? countdownFacts(view.timer, left) : null;
  const numbers = new Set(view.cells.map(({ last }) => last?.number));
  const [number] = numbers.size === 1 ? numbers : [null];
  return html`<div class="topic is-after" data-phase=${view.phase}>
    ${head(at, number, html`<p class="topic-facts">${facts(at).filter(Boolean).join(' · ')}</p>`, timer)}
    <div class="topic-rows">
      ${rowTable(inOrder(lines, byKey, view.phase), (key) => byKey.get(key), {
        words,
        caption: topicName(framework, view.domain),
        withMethod: lines.length <= 10,
      })}
    </div>
  </div>`;
}

// As written at first. For the talk about them those that can be compared stand from most to fewest.
function inOrder(lines, byKey, phase) {
  const share = ({ cell, levels }) => {
    const { last } = byKey.get(cell.key);
    return last?.ratings ? (kindOf(levels).share?.(last) ?? null) : null;
  };
  if (phase !== 'discussion' || lines.some((line) => share(line) === null)) return lines;
  return [...lines].sort((a, b) => share(b) - share(a)).map((line) => ({ ...line, block: '' }));
}

/** The name of what is on the screens: of a copy, of a row, or of the whole instrument. */
export function topicName(framework, key) {
  const topic = topicOf(framework, key);
  const row = framework.rows.find((one) => one.key === topic.row);
  return row?.name ?? copyOf(framework, topic) ?? framework.name;
}

const copyOf = (framework, topic) => framework.copies.find(({ key }) => key === topic.copy)?.name;

function head({ framework, view, words, room }, number = null, more = nothing, timer = null) {
  const topic = topicOf(framework, view.domain);
  const copy = copyOf(framework, topic);
  return html`<div class="domain-head topic-head">
    <h1>${topicName(framework, view.domain)}</h1>
    ${topic.row && copy ? html`<p class="topic-copy">${copy}</p>` : nothing} ${more}
    ${timer ? countdownView(timer, { left: words.common.time_left, over: room.discussion_over }) : nothing}
    ${number === null ? nothing : html`<p class="badge">${roundText(words.common, 'round_number', { number })}</p>`}
  </div>`;
}

// How many answered, and of experiences how many there are; from how many on it is shown.
function facts({ framework, view, words, room }) {
  const rounds = view.cells.map(({ last }) => last).filter(Boolean);
  if (!rounds.length) return [];
  const last = rounds.reduce((one, other) => (other.turnout > one.turnout ? other : one));
  const isOwn = framework.repeat?.by === 'person';
  const things = room.things[framework.repeat?.over] ?? room.things.other;
  return [
    topicOf(framework, view.domain).copy ? framework.name : '',
    isOwn ? counted(things, last.ratings) : fill(words.common[last.present === null ? 'answered' : 'answered_of'], last),
    rounds.some(({ withheld }) => withheld) ? fill(room.shown_from, { n: framework.least_shown }) : '',
    last.by_hand ? counted(words.common.by_hand, last.by_hand) : '',
  ];
}

// The rows as they will be asked, under their headings, with the scale once where it is the same for all.
function listed({ framework, view, words }) {
  const lines = linesOf(framework, view.cells.map(({ domain }) => domain));
  const found = stretches(lines);
  return html`<div class="topic-list-space">
    <ol class="topic-list" .style=${`--rows: ${lines.length}`}>
      ${lines.map(({ block, title, name, isOneOf }) => [
        block ? html`<li class="topic-heading is-block">${block}</li>` : nothing,
        title ? html`<li class="topic-heading is-row">${title}</li>` : nothing,
        html`<li class="topic-row ${isOneOf ? 'is-one-of' : ''}">${name}</li>`,
      ])}
    </ol>
  </div>
  ${found.length === 1 ? html`<div class="topic-scale">${kindOf(found[0].levels).head(found[0].levels, words.common)}</div>` : nothing}`;
}

const LARGEST_FIRST = [2.4, 2.2, 2, 1.85, 1.7, 1.55, 1.4, 1.3, 1.2, 1.1, 1];
// At ease; with less around each row; with as little as can be; with names on one line.
const WAYS = [
  [[], LARGEST_FIRST.filter((times) => times >= 1.3)],
  [['is-close'], LARGEST_FIRST],
  [['is-tight'], LARGEST_FIRST],
  [['is-cut'], [1]],
];
let fitted = { part: null, state: '' };

/** After drawing: the rows as large as there is room for. It measures only what has changed, as the clock draws every
 * second. */
export function fitRows(root) {
  const part = root.querySelector('.topic-rows, .topic-list-space, .board-space');
  if (!part) return;
  const state = [innerWidth, innerHeight, part.clientWidth, part.clientHeight, part.textContent].join('\n');
  if (fitted.part === part && fitted.state === state) return;
  const fits = (times) => {
    part.style.setProperty('--times', times);
    return part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth;
  };
  part.classList.remove('is-close', 'is-tight', 'is-cut');
  WAYS.some(([ways, sizes]) => {
    part.classList.add(...ways);
    return sizes.some(fits);
  });
  fitted = { part, state };
}
