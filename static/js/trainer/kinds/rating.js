// Ratings: how many chose each level, lowest first; on a long scale where the middle half lies.
import { countsSaid, medianSaid } from './said.js';

export const summary = (round, places, t) => (round.spread ? medianSaid(round.spread, places, t) : countsSaid(round, places, t));

export const legend = (hands) => hands.counts;
export const which = (ruling) => ruling.rating;
export const explain = ({ ruling }) => ruling.explain;

/** The mean place. */
/** What is asked about is called a domain, where it is rated one by one. */
export const isOfDomains = true;

export const height = ({ counts, ratings }) =>
  ratings ? counts.reduce((sum, n, place) => sum + n * place, 0) / ratings / (counts.length - 1) : -1;
