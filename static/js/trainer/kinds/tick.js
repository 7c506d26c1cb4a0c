// Ticks: how many say that it is there.
import { fill } from '../../lib/words.js';

const THERE = 1;

export const legend = (hands, rows) => rows.hand_choices;
export const which = (ruling, rows) => rows.which_tick;
export const explain = ({ rows }) => rows.explain;

export const summary = ({ counts, ratings }, places, t) => fill(t.ticked, { n: counts[THERE], all: ratings, answer: places[THERE].said });

/** What a tick that somebody left out of a list of them counts as; nothing where they can be unable to say. */
export const rest = ({ cant_say: cantSay, places: [none] }) => (cantSay ? '' : none.said);

export const height = ({ counts, ratings }) => (ratings ? counts[THERE] / ratings : -1);
