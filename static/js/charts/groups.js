// Sides and sectors one below the other, each as a bar of all its ratings, and all of them in a table. Shares, not
// counts: a small group is as long as a large one, and a group that agrees has one colour.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { hiddenTable, ratedOf } from './bars.js';
import { chipOf, lookOf, saidOf } from './answers.js';
import { kindOf } from './kinds/index.js';
import { segments } from './scale.js';
import { counted, fill, roundText } from '../lib/words.js';

/** `groups` and `round` are as in the views, `framework` and `words` as in boot and its common words. */
export function groupsFigure(groups, round, levels, framework, words) {
  if (!groups?.length) return nothing;
  const rows = groups
    .filter((group) => !isItsSide(group, groups))
    .map((group) => ({ ...group, name: nameOf(group, framework, words) }));
  return html`<figure class="groups">
    <figcaption class="groups-title">${words.groups.share[whoseShare(rows)]}</figcaption>
    <div class="groups-drawn" aria-hidden="true">${rows.map((group) => row(group, levels, words))}</div>
    <ul class="groups-key" aria-hidden="true">
      ${levels.map(({ rating, label }) => html`<li>${chipOf(rating, levels)} ${label}</li>`)}
    </ul>
    ${table(rows, round, levels, words)}
  </figure>`;
}

const whoseShare = (groups) => {
  const sides = groups.some(({ kind }) => kind === 'side');
  const sectors = groups.some(({ kind }) => kind === 'sector');
  return sides && sectors ? 'both' : sectors ? 'sector' : 'side';
};

/** A sector whose side has no one else: the same people would stand there twice. */
const isItsSide = (sector, groups) =>
  sector.kind === 'sector' &&
  groups.some((other) => other.kind === 'side' && other.key === sector.side && size(other) === size(sector));

const size = ({ counts, cant_say }) => sum(counts) + cant_say;

function row(group, levels, words) {
  const { kind, counts, cant_say, present } = group;
  const all = sum(counts);
  const { group: what, none } = kindOf(levels).words;
  return html`<div class="group is-${kind}">
    <p class="group-name">${group.name}</p>
    <p class="group-size">${all ? counted(words.groups[what], all) : words.chart[none]}${cant_say
      ? `${all ? ',' : ''} ${fill(words.groups.cant_say, { n: cant_say })}`
      : nothing}</p>
    ${present > size(group)
      ? html`<p class="group-size">${ratedOf({ turnout: size(group), present }, words, levels)}</p>`
      : nothing}
    ${all ? whole(counts, levels) : nothing}
  </div>`;
}

// All ratings of a group as one bar, with the counts in it and the ratings below; what is too thin for its
// number has it beside those.
export function whole(counts, levels) {
  const { wide, thin } = segments(counts);
  return html`<div class="group-whole">
      ${counts.map((count, rating) =>
        count
          ? html`<span class="group-part ${lookOf(rating, levels)}" .style=${`--count: ${count}`}>
              <span class="group-share">${wide.includes(rating) ? count : nothing}</span>
              <span class="group-level">${wide.includes(rating) ? chipOf(rating, levels) : nothing}</span>
            </span>`
          : nothing,
      )}
    </div>
    ${thin.length
      ? html`<p class="group-thin">
          ${thin.map((rating) => html`<span>${chipOf(rating, levels)} <strong>${counts[rating]}</strong></span>`)}
        </p>`
      : nothing}`;
}

function nameOf({ kind, key }, { sides, sectors }, words) {
  if (kind === 'rest') return words.groups.rest;
  return (kind === 'side' ? sides : sectors).find((one) => one.key === key).name;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function table(groups, round, levels, words) {
  const isKnown = groups.some(({ present }) => present !== null); // how many of each could have rated
  const rated = (group) => ratedOf({ turnout: size(group), present: group.present }, words, levels);
  return hiddenTable(
    roundText(words.groups, 'table', round),
    [
      words.groups.group,
      ...levels.map(({ rating }) => saidOf(rating, levels)),
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
