// What a person hears of a step of the plan; never each letter of what is typed, nor how many have answered. Pure.
import { isSame } from '../../lib/plan.js';
import { fill } from '../../lib/words.js';

/** A sentence about the step between two plans on the screens, or ''; `t` is words.goals_stage. */
export function stepSaid(before, plan, { goals, goals_stage: t }) {
  if (!plan?.on_screen) return '';
  const told = t.phone.told;
  const { question } = plan;
  const was = before?.question;
  if (question?.open && !isSame(question, was)) {
    const asked = question.kind === 'needs' ? t.needs.question : t.phone.scores.question;
    return fill(told.question, { question: asked });
  }
  if (was?.open && isSame(question, was) && !question.open) return told.closed;
  const agreed = plan.goals.find((goal) => isNewlyAgreed(goal, before));
  if (agreed) return fill(told.agreed, { n: agreed.number, text: agreed.wording.text });
  const scored = before && plan.goals.find((goal) => isNewlyScored(goal, goalIn(before, goal)));
  if (scored) return fill(told.settled, { n: scored.number, score: scored.scores.at(-1).score });
  if (!before?.on_screen || before.part !== plan.part) return fill(told.part, { part: goals.parts[plan.part] });
  return '';
}

/** What the goal in hand says while it takes shape, to be told once it rests; '' for nothing. */
export function shapingSaid(plan, { goals_stage: t }) {
  const goal = plan?.on_screen && plan.part === 'goals' && plan.goals.find(({ id, draft }) => id === plan.goal && draft?.text);
  return goal ? fill(t.phone.told.shaping, { n: goal.number, text: goal.draft.text }) : '';
}

const goalIn = (plan, { id }) => plan.goals.find((one) => one.id === id);

// Not of a goal, or of scores before the last, that were not on the screens before.
function isNewlyScored({ scores }, was) {
  const [score, held] = [scores.at(-1), was?.scores.at(-1)];
  return Boolean(was && score) && ['workshop', 'version', 'score'].some((key) => score[key] !== held?.[key]);
}

function isNewlyAgreed(goal, before) {
  if (!before || goal.draft || !goal.wording) return false;
  const was = goalIn(before, goal);
  return Boolean(was?.draft) && was.version !== goal.version;
}
