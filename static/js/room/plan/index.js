// What follows from the ratings, part by part, as the trainers put it on the screens.
import { actions, forgetActions } from './actions.js';
import { closing } from './closing.js';
import { goals } from './goals.js';
import { needs } from './needs.js';
import { scores } from './scores.js';
import { sessions } from './sessions.js';

const PARTS = { actions, needs, goals, scores, sessions, closing };

export { agreed, agreedAlone, hasAgreed } from './closing.js';
export { fitPlan } from './fit.js';

/** Is a part of the plan on the screens? A server of the release before sends no plan. */
export const showsPlan = ({ plan }) => Boolean(plan?.on_screen && PARTS[plan.part]);

export function planStage(at) {
  const { part } = at.view.plan;
  if (part !== 'actions') forgetActions();
  return PARTS[part](at);
}
