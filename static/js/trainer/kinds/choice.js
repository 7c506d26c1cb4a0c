// Choices: how many chose each option, those that most chose first.
import { countsSaid } from './said.js';

export const legend = (hands, rows) => rows.hand_choices;
export const which = (ruling, rows) => rows.which_choice;
export const explain = ({ rows }) => rows.explain;

export const summary = (round, places, t) =>
  countsSaid(round, [...places].sort((a, b) => round.counts[b.place] - round.counts[a.place]), t);

/** How much of those who answered chose what most chose. */
export const height = ({ counts, ratings }) => (ratings ? Math.max(...counts) / ratings : -1);
