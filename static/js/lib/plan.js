// What follows from the ratings: needs, goals, scores, sessions, actions, as views tell it.

import { counted } from './words.js';

/** Give a command to the plan, with the plan's own step. */
export const askPlan = (live, event, payload = {}) =>
  live.ask(event, { step: live.state.view.plan.step, ...payload });

/** What tells a question from any other, also of another plan: what counts its `id` may begin anew. */
export const keyOf = ({ id, opened }) => `${id}@${opened}`;

/** What an id of the plan of this key is called once the workshop has moved: the same one may mean something else now. */
export const movedId = (id, key) => `${key}:${id}`;

/** Has a workshop that worked on the plan of this key moved to another? `key` is undefined where it is not known. */
export const hasMoved = (key, plan) => key !== undefined && plan?.key !== undefined && key !== plan.key;

/** Are these, null for none, the same question? */
export const isSame = (one, other) => Boolean(one && other) && keyOf(one) === keyOf(other);

/** The goal of this id, or undefined. */
export const goalOf = (plan, id) => plan.goals.find((goal) => goal.id === id);

/** What a goal says now: as agreed, else as it takes shape. */
export const saying = (goal) => goal.wording ?? goal.draft;

/** The goals that are agreed and not closed. */
export const openGoals = (plan) => plan.goals.filter(({ state, wording }) => state === 'open' && wording);

/** The scores of a goal's wording in force: those of another are apart. */
export const scoresNow = (goal) => goal.scores.filter(({ version }) => version === goal.version);

/** The key of the words for a change of the score: that of a goal that was reworded begins anew. */
export const sinceKey = ({ version }) => (version > 1 ? 'since_reworded' : 'since');

/** How far a score has moved, "Up 3 points", "Down 1 point", "No change": `t` is the words' `goals.chart`. */
export const changeOf = (points, t) => counted(t[points > 0 ? 'up' : points < 0 ? 'down' : 'same'], Math.abs(points));
