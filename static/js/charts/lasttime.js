// What an area decided last time, in a line: "Last time (5 March 2026): 1 Elements of good practice, by most votes,
// 11 of 18", with the rating as it was called then.
import { dated, fill } from '../lib/words.js';
import { methodUsed } from './decision.js';

/** `last` is as in the views; `words` needs the common section. Trainers alone are told of a domain that was not
 * decided: `undecided` says so. `when` stands for the date, if more is to be said there. */
export function lastTimeLine(last, words, { undecided = '', when = dated(last.date, 'day') } = {}) {
  const decision = [decided(last, words.common), methodUsed(last, words)].filter(Boolean).join(', ');
  return fill(words.common.last_time, {
    date: when,
    decision: last.status === 'undecided' ? undecided : decision,
  });
}

// A level or a number with its label, if it has one; a tick or an option in words alone.
// A process of the release before says neither value nor how it is settled: its places are levels.
function decided({ rating, value = rating, label, settle = 'ruling' }, words) {
  if (rating === null) return words.methods.unresolved;
  if (settle !== 'in-place') return `${value} ${label}`.trim();
  return label || words.answers?.tick.named[settle][rating];
}
