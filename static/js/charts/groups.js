// Sides and sectors side by side: one small chart each, and all of them in a table.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { hiddenTable, ratedOf } from './bars.js';
import { levelClass } from './levels.js';
import { counted, fill } from '../lib/words.js';

/** `groups` and `round` are as in the views, `framework` and `words` as in boot and its common words. */
export function groupsFigure(groups, round, framework, words) {
  if (!groups?.length) return nothing;
  const { levels } = framework;
  const name = (group) => nameOf(group, framework, words);
  groups = groups.filter((group) => !isItsSide(group, groups)).map((group) => ({ ...group, name: name(group) }));
  // Shares, not counts: a small group is as tall as a large one when it is as much of one mind.
  const rated = groups.filter(({ counts }) => sum(counts));
  const most = Math.max(...rated.flatMap(({ counts }) => counts.map((n) => n / sum(counts))));
  return html`<figure class="groups">
    <div class="groups-drawn" aria-hidden="true">
      ${groups.map((group) => chart(group, levels, most, words))}
    </div>
    ${table(groups, round, levels, words)}
  </figure>`;
}

/** A sector whose side holds nobody else: the same people would stand there twice. */
const isItsSide = (sector, groups) =>
  sector.kind === 'sector' &&
  groups.some((other) => other.kind === 'side' && other.key === sector.side && size(other) === size(sector));

const size = ({ counts, cant_say }) => sum(counts) + cant_say;

function chart(group, levels, most, words) {
  const { kind, counts, cant_say, present } = group;
  const all = sum(counts);
  return html`<div class="group is-${kind}">
    <p class="group-name">${group.name}</p>
    <p class="group-size">${all ? counted(words.groups.ratings, all) : words.chart.none}${cant_say
      ? `${all ? ',' : ''} ${fill(words.groups.cant_say, { n: cant_say })}`
      : nothing}</p>
    ${present > size(group)
      ? html`<p class="group-size">${fill(words.rated_of, { turnout: size(group), present })}</p>`
      : nothing}
    ${all
      ? html`<div class="group-bars">
          ${levels.map(({ rating }) => smallBar(rating, counts[rating], all * most, levels.length))}
        </div>`
      : nothing}
  </div>`;
}

/** One bar of a small chart: as high as `count` is of `full`, with both numbers. */
export function smallBar(rating, count, full, levels) {
  return html`<span class="group-bar ${levelClass(rating, levels)}">
    <span class="group-space">
      <span class="group-fill" .style=${`--part: ${(100 * count) / full}%`}>
        <span class="group-count">${count}</span>
      </span>
    </span>
    <span class="group-rating">${rating}</span>
  </span>`;
}

function nameOf({ kind, key }, { sides, sectors }, words) {
  if (kind === 'rest') return words.groups.rest;
  return (kind === 'side' ? sides : sectors).find((one) => one.key === key).name;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function table(groups, round, levels, words) {
  const isKnown = groups.some(({ present }) => present !== null); // how many of each could have rated
  const rated = (group) => ratedOf({ turnout: size(group), present: group.present }, words);
  return hiddenTable(
    fill(words.groups.table, round),
    [
      words.groups.group,
      ...levels.map(({ rating, label }) => `${rating} ${label}`),
      words.cant_say,
      ...(isKnown ? [words.groups.rated] : []),
    ],
    groups.map((group) => [
      group.name,
      ...group.counts,
      group.cant_say,
      ...(isKnown ? [rated(group)] : []),
    ]),
  );
}
