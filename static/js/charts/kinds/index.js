// What answers look like, by the kind of their column: `mark` is what stands in a chip, `look` the class of its colours,
// `isSpoken` whether the mark is said beside the label, `inFull` both in words; `words` are those that answers go by.
// `row` draws a round in one line, `head` stands above such lines, which take most of the width if they are `isWide`;
// `isLegend`: the head is no heading of columns but as long as its words. `share` is what lines are compared by, if they are. `drawn` draws a round alone where bars would not do, and `line` the
// scale. `isGauge`: decisions fill a profile up like gauges.
import { choice } from './choice.js';
import { number } from './number.js';
import { rating } from './rating.js';
import { tick } from './tick.js';

// Asked for when it is needed: the kinds are drawn with parts that ask for them too.
const kinds = () => ({ choice, number, rating, tick });

const FRAMEWORK = { kind: 'rating', cant_say: true };

/** The column of a scale: `levels` are its places, as in the framework's words. */
export const columnOf = (levels) => levels[0]?.column ?? FRAMEWORK;

export const kindOf = (levels) => kinds()[columnOf(levels).kind];
