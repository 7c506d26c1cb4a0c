// From the reveal to the decision. The bars are first and stay, smaller, at the left; at the right stands the one
// thing that the room should look at: what a trainer shows, the discussion, then the decision.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { byHand, noneOf, ratedOf, tallyTable } from '../charts/bars.js';
import { placesOf } from '../lib/instrument.js';
import { counted, dated, domainOf, fill } from '../lib/words.js';
import { groupsFigure } from '../charts/groups.js';
import { lastTimeLine } from '../charts/lasttime.js';
import { movementFigure } from '../charts/movement.js';
import { columnOf, kindOf } from '../charts/kinds/index.js';
import { pictureLine } from '../charts/picture.js';
import { domainHead } from './open.js';
import { stamp } from './stamp.js';
import { talk } from './talk.js';
import { towers } from '../charts/towers.js';
import { shownReasons } from './reasons.js';

const isNarrow = matchMedia('(max-width: 36rem)'); // no room for a label below each tower

const MOST_AT_EASE = 5; // levels that have room for a number at the end of each bar
const wayOf = (isLying, isCompact) => (isLying ? `is-lying ${isCompact ? 'is-compact' : ''}` : '');

export function result(at) {
  const { framework, view, words, room } = at;
  const { shown, ruling, phase } = view;
  const levels = placesOf(framework, view.domain);
  const last = view.rounds.at(-1);
  const then = ruling ? null : ratedThen(shown.last_time, room);
  const before = ruling ? null : (then ?? view.rounds.at(-2) ?? null); // a decision is about what was rated last
  const side = ruling ? [ruled(at)] : beside(last, at);
  const sides = ruling ? nothing : groupsFigure(forTheRoom(shown.groups), last, levels, framework, words.common);
  const isAhead = last.number === 0 && !ruling; // no round of today, but what people rated before it
  const hasSide = side.length > 0 || sides !== nothing;
  const isCrowded = side.length > 0 && sides !== nothing;
  const way = wayOf(hasSide || isNarrow.matches, isCrowded || levels.length > MOST_AT_EASE);
  return html`<div class="result ${hasSide ? 'has-side' : ''} ${isCrowded ? 'is-crowded' : ''} ${then ? 'has-last-time' : ''} ${isAhead ? 'is-ahead' : ''}" data-phase=${phase}>
    <div class="result-head">
      ${domainHead(domainOf(framework, view.domain), ruling ? null : last.number, words.common)}
      ${isAhead ? html`<p class="ahead-line"><strong>${room.ahead}.</strong> ${room.next_ahead}</p>` : nothing}
      ${ruling ? nothing : pictureLine(shown.picture, last, levels, words.common)}
      ${ruling ? nothing : lastTime(shown.last_time, then, at)}
    </div>
    <div class="result-main">
      ${kindOf(levels).drawn
        ? drawing(last, levels, words.common)
        : towers(last, levels, words.common, { rounds: view.rounds, before, last: then, was: room.was, way })}
      ${ruling ? nothing : rest(last, before, levels, words.common, room)}
      ${isCrowded ? sides : nothing}
    </div>
    <div class="result-side ${shown.reasons.length ? 'has-quotes' : ''}" ?hidden=${!hasSide}>${isCrowded ? side : [...side, sides]}</div>
  </div>`;
}

// What was rated last time, to stand behind the bars: not there where only its decision is known.
function ratedThen(last, { last_time: t }) {
  if (!last?.counts) return null;
  const ratings = last.counts.reduce((sum, count) => sum + count, 0);
  return ratings ? { ...last, ratings, name: fill(t.name, { date: dated(last.date, 'day') }) } : null;
}

// Where there is an outline, it begins with what that looks like, and says how many ratings it is of.
function lastTime(last, then, { words, room }) {
  if (!last) return nothing;
  if (!then) return html`<p class="last-time">${lastTimeLine(last, words)}</p>`;
  const when = fill(counted(room.last_time.when, then.ratings), { date: dated(last.date, 'day') });
  return html`<p class="last-time has-key">${lastTimeLine(last, words, { when })}</p>`;
}

// What is drawn of a kind that has no bars.
function drawing(round, levels, words) {
  return keyed(
    round.id,
    html`<figure class="result-drawn">
      ${round.ratings ? kindOf(levels).drawn(round, levels, words) : html`<p class="towers-none">${noneOf(round, words, levels)}</p>`}
      ${tallyTable(round, levels, words)}
    </figure>`,
  );
}

function rest(last, before, levels, words, room) {
  return html`<div class="result-rest">
    <p>${ratedOf(last, words, levels)}</p>
    ${columnOf(levels).cant_say ? html`<p>${cantSay(last, before, words, room)}</p>` : nothing}
    ${before?.number === 0 ? html`<p>${room.outline_ahead}</p>` : nothing}
    ${byHand(last.by_hand, words)}
  </div>`;
}

function cantSay(round, before, words, room) {
  const was = before ? html` <span class="soft">(${fill(room.was, { n: before.cant_say })})</span>` : nothing;
  return html`${words.cant_say}: <strong>${round.cant_say}</strong>${was}`;
}

// What stands beside the bars: who moved, and the discussion or reasons. Reasons are better questions, and
// take the place of those.
function beside(last, at) {
  const { framework, view, words } = at;
  const levels = placesOf(framework, view.domain);
  const { movement, reasons } = view.shown;
  const flow = movementFigure(movement, last, levels, words.common);
  const quotes = reasons.length ? shownReasons(reasons, last, levels, words.common) : nothing;
  if (view.phase === 'discussion') return [talk(at, flow, quotes)];
  return [flow, quotes].filter((part) => part !== nothing);
}

const ruled = ({ framework, view, words }) =>
  keyed(view.domain, stamp(view.ruling, placesOf(framework, view.domain), words, view.shown.last_time));

// Sides, if there are any, and what is left: a projector has no room for every sector, nor for how
// many of each were there.
function forTheRoom(groups) {
  const sides = groups?.filter(({ kind }) => kind !== 'sector');
  return (sides?.length ? sides : groups)?.map((group) => ({ ...group, present: null }));
}
