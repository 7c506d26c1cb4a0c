// A person's answer to a question of the plan, on its way to the store: as a vote is, by the same outbox. Touches no page.
//
// What the outbox calls a round is the key of a question. A score is a number, null for "Can't say"; needs are
// {answers, done}, an answer for each domain that was chosen, none for "Can't say".
import { keyOf } from '../../lib/plan.js';
import { Outbox } from '../outbox.js';

/** As `Outbox`, for the person's `own` part of the plan; `asked` gives the key of the question on the screens, or null. */
export function answering({ keep, ask, newId, own, asked, isOver }) {
  const send = async (vote) => {
    const { answer, ...rest } = await ask(messageOf(vote));
    return rest.ok ? { ...rest, ballot: ballotOf(answer) } : rest;
  };
  const held = own?.answer;
  return new (class extends Outbox {
    // Neither the count nor the clock that named the questions need go on as they began.
    isBefore(one, other) {
      return one !== other && (asked() ? other === asked() : partsOf(one)[0] < partsOf(other)[0]);
    }
  })({ keep, ask: send, newId, isOver, round: held ? askedIn(held) : null, ballot: held ? ballotOf(held) : null });
}

/** Take in what a snapshot says is stored; `question` is what it says is asked. Of a question that is over nothing can be
 * missing. */
export function adopt(outbox, question, own) {
  if (!own) return;
  if (own.answer) outbox.adopt(askedIn(own.answer), ballotOf(own.answer));
  else if (question?.open) outbox.adopt(keyOf(question), null);
}

/** The keys that were chosen, none for "Can't say"; null where nothing was said. */
export const chosenNeeds = (said) => (said?.answers ? Object.keys(said.answers) : null);

/** What to give the outbox for these domains. */
export const needsSaid = (keys) => ({ answers: Object.fromEntries(keys.map((key) => [key, 1])), done: true });

const askedIn = ({ question: id, opened }) => keyOf({ id, opened });
const partsOf = (key) => key.split('@').map(Number);

function messageOf({ round, vote_id, sequence, rating, answers }) {
  const [question, opened] = partsOf(round);
  return { question, opened, vote_id, sequence, ...(answers ? { domains: Object.keys(answers) } : { score: rating }) };
}

function ballotOf({ kind, vote_id, sequence, hidden, score, domains }) {
  return { vote_id, sequence, hidden, ...(kind === 'needs' ? needsSaid(domains) : { rating: score }) };
}
