// A rating: one of a few levels in words.
import { kindOf } from '../../charts/kinds/index.js';
import { listOf, options, ordered, single } from './options.js';

/** How one is asked for; rows.js says what is in `at`. */
export const control = (at) =>
  options({ ...at, choices: single(at, ordered(at.column)) });

/** A counted round in words: how many chose each level, highest first. */
export const told = ({ counts }, { places }, text) => listOf([...places].reverse(), counts, text);

/** It drawn in one line. */
export const drawn = (round, levels, words) => kindOf(levels).row(round, levels, words);
