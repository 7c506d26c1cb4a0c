// What the console says of a cell's answers: one module for each kind of column.
import { columnOf } from '../../lib/instrument.js';
import * as choice from './choice.js';
import * as number from './number.js';
import * as rating from './rating.js';
import * as tick from './tick.js';

const KINDS = { choice, number, rating, tick };

/** The module of a cell's kind: each has
 * `legend(hands, rows)`, `which(ruling, rows)`: what the forms for answers by hand and for a decision ask, of the words
 * of each; `explain(t)`: what each method means (`t` is words.trainer);
 * `summary(round, places, rows)`: a counted round in words;
 * `height(round)`: from 0 to 1, by which rows are put in order of most and fewest, below 0 where no one answered;
 * `isOfDomains`: is what is rated one by one called a domain?
 * `rest(column)`, of ticks alone: what one that was left out of a list counts as. */
export const kindOf = (framework, key) => KINDS[columnOf(framework, key).kind];

/** Is each row rated by itself, as CASCADE's domains are? */
export const areDomains = ({ opens, columns }) => opens === 'cell' && columns.every(({ kind }) => KINDS[kind].isOfDomains);
