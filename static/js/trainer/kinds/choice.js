// Choices: how many chose each option, those that most chose first.
import { countsSaid, parts } from './strips.js';

export const mark = ({ place }) => String.fromCodePoint('A'.codePointAt(0) + place);

// Where there is no room for a chip.
export const short = ({ said }) => `“${said}”`;
export const read = () => '';

export const legend = (hands, rows) => rows.hand_choices;
export const which = (ruling, rows) => rows.which_choice;
export const explain = ({ rows }) => rows.explain;

export const summary = (round, places, t) =>
  countsSaid(round, places.toSorted((a, b) => round.counts[b.place] - round.counts[a.place]), t);

export const strip = parts;

/** How much of those who answered chose what most chose. */
export const height = ({ counts, ratings }) => (ratings ? Math.max(...counts) / ratings : -1);
