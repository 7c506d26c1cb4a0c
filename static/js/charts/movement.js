// Who moved between two rounds: in words, as a flow from left to right, and as a table.
import { html, nothing, svg } from '../../vendor/lit-html/lit-html.js';
import { hiddenTable } from './bars.js';
import { layOut } from './flow.js';
import { kindOf } from './kinds/index.js';
import { lookOf, markOf, saidOf } from './answers.js';
import { counted, fill, roundText } from '../lib/words.js';

/** `movement` and `round` (the later one) are as in the views; between two workshops, `round` has their names instead
 * and what the table is called: {before, after, table}. `words` is boot.words.common. */
export function movementFigure(movement, round, levels, words) {
  if (!movement) return nothing;
  const t = words.movement;
  const { up, down } = movement;
  const { before, after, table: caption } = round.before ? round : ofRounds(round, levels, words);
  return html`<figure class="movement">
    <figcaption class="movement-line">${fill(up + down ? t.line : t.nobody, movement)}</figcaption>
    <div class="movement-drawn" aria-hidden="true">
      <p class="movement-rounds">
        <span>${before}</span>
        <span>${after}</span>
      </p>
      ${drawing(movement.flow, levels, t)}
    </div>
    ${table(movement.flow, levels, caption)}
  </figure>`;
}

function ofRounds({ number }, levels, words) {
  const named = (one) => roundText(words.chart, kindOf(levels).words.table, { number: one });
  const table = roundText(words.movement, 'table', { number: number - 1, before: number - 1, after: number });
  return { before: named(number - 1), after: named(number), table };
}

// Only the ribbons are stretched to the space there is: the text around them is as big as the page says.
function drawing(flow, levels, t) {
  const { width, height, left, right, ribbons } = layOut(flow);
  const side = (nodes, name) => html`<div class="flow-side ${name}">
    ${nodes.map((node) => drawn(node, levels, height, t))}
  </div>`;
  return html`<div class="flow">
    ${side(left, 'is-before')}
    <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" focusable="false">
      ${ribbons.map(({ path, from, to }) => {
        const stayed = from === to ? 'is-stayed' : '';
        return svg`<path class="ribbon ${stayed} ${lookOf(from, levels)}" d=${path}></path>`;
      })}
    </svg>
    ${side(right, 'is-after')}
  </div>`;
}

// The number in a node is a rating, what is beside it says that it counts people.
function drawn({ rating, count, height }, levels, all, t) {
  const place = `--part: ${(100 * height) / all}%`;
  return html`<div class="flow-node ${lookOf(rating, levels)} ${count ? '' : 'is-empty'}" .style=${place}>
    <span class="flow-rating">${markOf(rating, levels)}</span> <span class="flow-count">${counted(t.people, count)}</span>
  </div>`;
}

function table(flow, levels, caption) {
  const name = ({ rating }) => saidOf(rating, levels);
  return hiddenTable(
    caption,
    ['', ...levels.map(name)],
    levels.map((level) => [name(level), ...flow[level.rating]]),
  );
}
