// A person's answer to a question of the plan, on its way to the store: as a vote is, by the same outbox. Touches no page.
//
// What the outbox calls a round is a question. A score is a number, null for "Can't say"; needs are {answers, done}, an
// answer for each domain that was chosen, none for "Can't say".
import { Outbox } from '../outbox.js';

/** As `Outbox`, for the plan's `question` (null: none) and the person's `own` part of the plan. */
export function answering({ keep, ask, newId, question, own }) {
  const send = async (vote) => {
    const { answer, ...rest } = await ask(messageOf(vote));
    return rest.ok ? { ...rest, ballot: ballotOf(answer, isOfNeeds(vote)) } : rest;
  };
  const held = own?.answer;
  return new Outbox({
    keep,
    ask: send,
    newId,
    round: held?.question ?? null,
    ballot: held ? ballotOf(held, question?.kind === 'needs') : null,
  });
}

/** Take in what a snapshot says is stored. Of a question that is over nothing can be missing. */
export function adopt(outbox, question, own) {
  if (!own || !question) return;
  const { answer } = own;
  if (answer) outbox.adopt(answer.question, ballotOf(answer, question.kind === 'needs'));
  else if (question.open) outbox.adopt(question.id, null);
}

/** The keys that were chosen, none for "Can't say"; null where nothing was said. */
export const chosenNeeds = (said) => (said?.answers ? Object.keys(said.answers) : null);

/** What to give the outbox for these domains. */
export const needsSaid = (keys) => ({ answers: Object.fromEntries(keys.map((key) => [key, 1])), done: true });

const isOfNeeds = ({ answers }) => answers !== undefined;

const messageOf = ({ round: question, vote_id, sequence, rating, answers }) =>
  answers ? { question, vote_id, sequence, domains: Object.keys(answers) } : { question, vote_id, sequence, score: rating };

function ballotOf({ vote_id, sequence, hidden, score, domains }, isNeeds) {
  return { vote_id, sequence, hidden, ...(isNeeds ? needsSaid(domains) : { rating: score }) };
}
