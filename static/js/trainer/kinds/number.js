// Numbers: the middle one, and where the middle half lies.
import { medianSaid } from './said.js';

export const legend = (hands, rows) => rows.hand_numbers;
export const which = (ruling, rows) => rows.which_number;
export const explain = ({ rows }) => rows.explain;

export const summary = ({ spread }, places, t) => (spread ? medianSaid(spread, places.map(({ value }) => ({ said: value })), t) : '');

export const height = ({ spread, counts }) => (spread ? spread.median / (counts.length - 1) : -1);
