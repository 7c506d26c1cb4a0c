// What a trainer should hear before a round is closed; what there is to ask about comes with the view.
import { fill } from '../lib/words.js';

/** What to ask about; `ok`, so that there is a question, where a server of the version before says nothing. */
export const doubtsAt = ({ doubts = ['ok'] }) => doubts;

/** The question that a close deserves as things are, as confirm.ask takes it; `ok` where by now there
 * is none, null where no round is open. */
export function closeQuestion(view, words) {
  if (!view.turnout) return null;
  const doubts = doubtsAt(view);
  const { title } = words.closing[doubts[0] ?? 'ok'];
  const said = (doubts.length ? doubts : ['ok']).map((doubt) => words.closing[doubt].text);
  return { title: fill(title, view.turnout), text: fill(said.join(' '), view.turnout), yes: words.do.close_round };
}
