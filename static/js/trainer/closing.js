// What a trainer should hear before a round is closed: whom it would give away, whom it would leave
// out. Thinks; touches no page.
import { fill } from '../lib/words.js';

/** Keys of words.trainer.closing, the gravest first; none if there is nothing to ask. */
export function doubtsAt({ turnout: { rated, of, by_hand }, hands }) {
  if (rated < 2) return [rated ? 'one' : 'empty'];
  return [
    rated - by_hand === 1 && 'one_phone',
    isOne(by_hand, hands) && 'one_hand',
    2 * rated < of && 'few',
  ].filter(Boolean);
}

// What was said by hand is known here: one rating is alone beside any number of "Can't say".
const isOne = (ballots, hands) =>
  ballots === 1 || hands.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0) === 1;

/** The question that a close deserves as things are, as confirm.ask takes it; `ok` where by now there
 * is none, null where no round is open. */
export function closeQuestion(view, words) {
  if (!view.turnout) return null;
  const doubts = doubtsAt(view);
  const { title } = words.closing[doubts[0] ?? 'ok'];
  const said = (doubts.length ? doubts : ['ok']).map((doubt) => words.closing[doubt].text);
  return { title: fill(title, view.turnout), text: fill(said.join(' '), view.turnout), yes: words.do.close_round };
}
