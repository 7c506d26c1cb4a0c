// How a change is drawn and said: an arrow as long as the steps it stands for. No page.
import { counted, fill } from '../lib/words.js';

const HEAD = 7; // units of an arrow's head, which are of the same size on every scale
const MOST = 24; // units of a shaft over the whole scale
const EACH = 8; // units of a step at most
const WIDE = 12;

/**
 * An arrow up or down, a sign of equality for no change, a broken line where there is no number: the `path` to
 * fill, in a box of `width` and `height` units. Of `levels` ratings; a shaft is as long as its steps, so that two
 * steps are twice one, on any scale.
 */
export function arrow(steps, levels) {
  if (steps === null) return { width: WIDE, height: HEAD, path: `M0 3h3v2h-3zM4.5 3h3v2h-3zM9 3h3v2h-3z` };
  if (steps === 0) return { width: WIDE, height: HEAD + 1, path: `M0 1h12v2h-12zM0 5h12v2h-12z` };
  const shaft = Math.abs(steps) * Math.min(EACH, MOST / Math.max(1, levels - 1));
  const height = HEAD + shaft;
  const up = `M6 0L12 ${HEAD}h-4v${shaft}h-4v${-shaft}h-4z`;
  const down = `M6 ${height}L12 ${shaft}h-4v${-shaft}h-4v${shaft}h-4z`;
  return { width: WIDE, height, path: steps > 0 ? up : down };
}

/** "up 1", "no change", or that and why there is no number. `change` has `steps` and `why` (null: not told), `then` and `now` are the domain at
 * the two workshops, as in the lead's view, or null; `t` is words.changed. */
export function changeSaid({ steps, why }, t, then = null, now = null) {
  if (steps === null && !why) return t.none;
  if (steps === null) return fill(t.not_comparable, { why: whyNot(why, t.why, then, now) });
  return steps ? counted(steps > 0 ? t.up : t.down, Math.abs(steps)) : t.same;
}

// A domain may have been left without a rating at either workshop, or at both.
function whyNot(why, t, then, now) {
  if (typeof t[why] === 'string') return t[why];
  const was = then?.status === why;
  return t[why][was && now?.status === why ? 'both' : was || !now ? 'then' : 'now'];
}

/** How many domains went up, stayed and went down, and how many can't be compared. */
export function tallied(changes) {
  const numbers = changes.map(({ steps }) => steps).filter((steps) => steps !== null);
  const of = (is) => numbers.filter(is).length;
  return {
    up: of((n) => n > 0),
    same: of((n) => n === 0),
    down: of((n) => n < 0),
    none: changes.length - numbers.length,
  };
}
