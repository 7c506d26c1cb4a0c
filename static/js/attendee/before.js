// What somebody rated ahead, offered to them in the first round of the domain.
import { labelOf } from '../lib/instrument.js';
import { fill } from '../lib/words.js';

/** {said, choose}, or null. */
export function ratedAhead({ me, view: { round, domain }, words, framework, choose }) {
  if (me.ahead?.round !== round.id) return null;
  const { rating } = me.ahead;
  const said = fill(words.attendee.open.as_before, { rating: labelOf(framework, domain, rating) || words.common.cant_say });
  return { said, choose: () => choose(round.id, rating) };
}
