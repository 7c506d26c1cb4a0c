// How a change is drawn and said: an arrow as long as the steps it stands for. No page.
import { counted } from '../lib/words.js';

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

/** "up 1", "no change", or that there is no number; `t` is words.changed of the room view. */
export function changeSaid(steps, t) {
  if (steps === null) return t.none;
  return steps ? counted(steps > 0 ? t.up : t.down, Math.abs(steps)) : t.same;
}
