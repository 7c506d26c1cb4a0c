// What comes next once ratings lead to goals: the plan's own steps before those of the ratings. Touches no page.

/** Does the plan come first now? */
export const leads = ({ plan }) => Boolean(plan?.leads);

/** Is this what the bar has its button for? */
export function isNext(page, is, goal = '') {
  const [first] = stepsNow(page);
  return first?.is === is && (first.goal ?? '') === goal;
}

/** The steps of a console that has `part` of the plan before it, the most likely first: each as the view has it, those of
 * the plan with `plan: true`. */
export function stepsNow({ view, part }) {
  const own = view.next ?? [];
  if (!leads(view)) return own;
  const left = part === 'goals' ? draftAt(view.plan) : null;
  const others = ofView(view, own);
  return left ? [left, ...others.filter(({ is, goal }) => is !== 'agree_goal' || goal !== left.goal)] : others;
}

// A draft before the trainer comes first, whatever is on the screens: nothing leads away from it over its head.
function draftAt({ goals, goal: inHand, question }) {
  const drafts = goals.filter(({ draft, state }) => draft && (state === 'draft' || state === 'open'));
  const draft = drafts.find(({ id }) => id === inHand) ?? drafts[0];
  return draft && !question?.open ? { is: 'agree_goal', plan: true, kind: 'agree_goal', goal: draft.id } : null;
}

function ofView(view, own) {
  const ofPlan = view.plan.next.filter(({ kind }) => kind !== 'finish').map((step) => ({ is: step.kind, plan: true, ...step }));
  if (view.plan.next[0]?.kind !== 'finish') return [...ofPlan, ...own];
  const finish = own.find(({ is }) => is === 'finish');
  return finish ? [finish, ...ofPlan, ...own.filter((step) => step !== finish)] : [...ofPlan, ...own];
}
