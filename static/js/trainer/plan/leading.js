// What comes next once ratings lead to goals: the plan's own steps before those of the ratings. Touches no page.

/** Does the plan come first now? */
export const leads = ({ plan }) => Boolean(plan?.leads);

/** Is this what the bar has its button for? */
export function isNext(view, is, goal = '') {
  const [first] = stepsNow(view);
  return first?.is === is && (first.goal ?? '') === goal;
}

/** The steps of a console, the most likely first: each as the view has it, those of the plan with `plan: true`. */
export function stepsNow(view) {
  const own = view.next ?? [];
  if (!leads(view)) return own;
  const ofPlan = view.plan.next.filter(({ kind }) => kind !== 'finish').map((step) => ({ is: step.kind, plan: true, ...step }));
  if (view.plan.next[0]?.kind !== 'finish') return [...ofPlan, ...own];
  const finish = own.find(({ is }) => is === 'finish');
  return finish ? [finish, ...ofPlan, ...own.filter((step) => step !== finish)] : [...ofPlan, ...own];
}
