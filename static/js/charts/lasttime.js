// What an area decided last time, in a line: "Last time (5 March 2026): 1 Elements of good practice, by most votes,
// 11 of 18", with the rating as it was called then.
import { dated, fill } from '../lib/words.js';
import { methodUsed } from './decision.js';

/** `last` is as in the views; `words` needs the common section. Trainers alone are told of a domain that was not
 * decided: `undecided` says so. `when` stands for the date, if more is to be said there. */
export function lastTimeLine(last, words, { undecided = '', when = dated(last.date, 'day') } = {}) {
  const rating = last.rating === null ? words.common.methods.unresolved : `${last.rating} ${last.label}`;
  const decision = [rating, methodUsed(last, words)].filter(Boolean).join(', ');
  return fill(words.common.last_time, {
    date: when,
    decision: last.status === 'undecided' ? undecided : decision,
  });
}
