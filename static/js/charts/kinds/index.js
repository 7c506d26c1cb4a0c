// What answers look like, by the kind of their column. `mark` is what stands in a chip, `look` the class of its colours,
// `isSpoken` whether the mark is said beside the label, `inFull` both in words. `row` draws a round in one line, `head`
// stands above such lines; `isGauge` whether decisions fill a profile up like gauges; `isWide` whether a row needs most of the width; `drawn` draws one alone where bars would not do, and `line` its scale; `share` is what rows are compared by, if so.
import { choice } from './choice.js';
import { number } from './number.js';
import { rating } from './rating.js';
import { tick } from './tick.js';

// What answers are called in words.common and words.common.chart: ratings by that name.
const RATED = { did: 'rated', table: 'table', answer: 'rating', none: 'none' };
const ANSWERED = { did: 'answered', table: 'answers_table', answer: 'answer', none: 'no_answers' };

const KINDS = {
  choice: { ...choice, words: ANSWERED },
  number: { ...number, words: ANSWERED },
  rating: { ...rating, words: RATED },
  tick: { ...tick, words: ANSWERED },
};
const FRAMEWORK = { kind: 'rating', cant_say: true };

/** The column of a scale: `levels` are its places, as in the framework's words. */
export const columnOf = (levels) => levels[0]?.column ?? FRAMEWORK;

export const kindOf = (levels) => KINDS[columnOf(levels).kind];
