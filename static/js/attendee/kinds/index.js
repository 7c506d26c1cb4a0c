// What a phone has for each kind of column.
import * as choice from './choice.js';
import * as number from './number.js';
import * as rating from './rating.js';
import * as tick from './tick.js';

export const KINDS = { choice, number, rating, tick };
