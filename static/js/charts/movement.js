// Who moved between two rounds: in words, as a flow from left to right, and as a table.
import { html, nothing, svg } from '../../vendor/lit-html/lit-html.js';
import { hiddenTable } from './bars.js';
import { levelClass } from './levels.js';
import { fill } from '../lib/words.js';

const WIDTH = 320;
const HEIGHT = 224; // on any scale, so that the text is as big on one of seven ratings as on four
const NODE = 24; // width of a rating's node, and its least height: its number is in it
const LEFT = 48; // where the left nodes begin; the right ones end as far from the other side

/** `movement` and `round` (the later one) are as in the views; `words` is boot.words.common. */
export function movementFigure(movement, round, levels, words) {
  if (!movement) return nothing;
  const t = words.movement;
  const { up, down } = movement;
  const [before, after] = [round.number - 1, round.number];
  return html`<figure class="movement">
    <figcaption class="movement-line">${fill(up + down ? t.line : t.nobody, movement)}</figcaption>
    <div class="movement-drawn" aria-hidden="true">
      <p class="movement-rounds">
        <span>${fill(words.round_number, { number: before })}</span>
        <span>${fill(words.round_number, { number: after })}</span>
      </p>
      ${drawing(movement.flow)}
    </div>
    ${table(movement.flow, levels, { before, after }, words)}
  </figure>`;
}

function drawing(flow) {
  const { height, left, right, ribbons } = layOut(flow);
  return html`<svg class="flow" viewBox="0 -3 ${WIDTH} ${height + 6}" focusable="false">
    ${ribbons.map(({ path, from, to }) => {
      const stayed = from === to ? 'is-stayed' : '';
      return svg`<path class="ribbon ${stayed} ${levelClass(from, flow.length)}" d=${path}></path>`;
    })}
    ${left.map((node) => drawn(node, flow.length, LEFT, LEFT - 7, 'end'))}
    ${right.map((node) => drawn(node, flow.length, WIDTH - LEFT - NODE, WIDTH - LEFT + 7, 'start'))}
  </svg>`;
}

function drawn({ rating, count, top, height }, levels, x, beside, anchor) {
  const middle = top + height / 2;
  return svg`<g class="flow-node ${levelClass(rating, levels)} ${count ? '' : 'is-empty'}">
    <rect x=${x} y=${top} width=${NODE} height=${height} rx="4"></rect>
    <text class="flow-rating" x=${x + NODE / 2} y=${middle} dy="0.35em" text-anchor="middle">${rating}</text>
    <text class="flow-count" x=${beside} y=${middle} dy="0.35em" text-anchor=${anchor}>${count}</text>
  </g>`;
}

/** Where nodes and ribbons go; the highest rating is at the top, so that moving up goes up. */
export function layOut(flow) {
  const ratings = flow.map((_, rating) => rating).reverse();
  const rows = flow.map((row) => sum(row));
  const columns = flow.map((_, to) => sum(flow.map((row) => row[to])));
  const gap = flow.length > 5 ? 4 : 8;
  const room = HEIGHT - flow.length * (NODE + gap) + gap;
  const each = Math.max(room, NODE) / Math.max(1, sum(rows));
  const left = nodes(ratings, rows, each, gap);
  const right = nodes(ratings, columns, each, gap);
  const leaves = new Map(left.map(({ rating, top }) => [rating, top + NODE / 2]));
  const arrives = new Map(right.map(({ rating, top }) => [rating, top + NODE / 2]));
  const ribbons = [];
  for (const from of ratings) {
    for (const to of ratings) {
      const thick = flow[from][to] * each;
      if (!thick) continue;
      ribbons.push({ from, to, path: ribbon(leaves.get(from), arrives.get(to), thick) });
      leaves.set(from, leaves.get(from) + thick);
      arrives.set(to, arrives.get(to) + thick);
    }
  }
  return { height: HEIGHT + Math.max(0, NODE - room), left, right, ribbons };
}

function nodes(ratings, counts, each, gap) {
  let top = 0;
  return ratings.map((rating) => {
    const node = { rating, count: counts[rating], top, height: NODE + counts[rating] * each };
    top += node.height + gap;
    return node;
  });
}

function ribbon(from, to, thick) {
  const [x0, x1] = [LEFT + NODE, WIDTH - LEFT - NODE];
  const middle = WIDTH / 2;
  return (
    `M${x0} ${from}C${middle} ${from} ${middle} ${to} ${x1} ${to}v${thick}` +
    `C${middle} ${to + thick} ${middle} ${from + thick} ${x0} ${from + thick}z`
  );
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function table(flow, levels, rounds, words) {
  const name = ({ rating, label }) => `${rating} ${label}`;
  return hiddenTable(
    fill(words.movement.table, rounds),
    ['', ...levels.map(name)],
    levels.map((level) => [name(level), ...flow[level.rating]]),
  );
}
