// What was agreed, in words: for the top of the results, and for their parts. `plan` is the view's; `goals` and `t` are the
// texts `goals` and `goals_results`. Touches no page.
import { changeOf, sinceKey } from '../../lib/plan.js';
import { counted, domainOf, fill, language } from '../../lib/words.js';

export const NOTED = 3; // points of change that are worth a word

const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
const inARow = (facts) => new Intl.ListFormat(language, { type: 'unit' }).format(facts);

/** The goals by what has become of them: agreed and not closed, closed, and never agreed so far. */
export const agreedGoals = ({ goals }) => goals.filter(({ state, wording }) => state === 'open' && wording);
export const closedGoals = ({ goals }) => goals.filter(({ state }) => state !== 'open' && state !== 'draft');
export const draftGoals = ({ goals }) => goals.filter(({ state }) => state === 'draft');

export const openActions = ({ actions }) => actions.filter(({ state }) => state === 'open');

/** "2 goals agreed, 1 reached, 3 support sessions chosen, 5 actions open, 1 of them overdue": as far as there are any. */
export function overview(plan, t) {
  const open = openActions(plan);
  const sessions = plan.sessions.filter(({ state }) => state !== 'cancelled');
  const facts = [
    ['goals', agreedGoals(plan).length],
    ...['reached', 'changed', 'dropped'].map((state) => [state, plan.goals.filter((goal) => goal.state === state).length]),
    ['sessions', sessions.length],
    ['actions', open.length],
    ['overdue', open.filter(({ overdue }) => overdue).length],
    ['nobody', open.filter(({ owner }) => !owner).length],
  ];
  const said = facts.filter(([, n]) => n).map(([what, n]) => counted(t.overview[what], n));
  if (!open.length && plan.actions.length) said.push(t.overview.all_done);
  return inARow(said);
}

/** The newest score of the wording in force, or of a closed goal its last; undefined where there is none. */
export function scoreOf({ scores, version, state }) {
  const isClosed = state !== 'open' && state !== 'draft';
  return scores.findLast((score) => isClosed || score.version === version);
}

/** "4 out of 10 · Up 4 points since the start", or that it is not scored yet. */
export function standing(goal, goals, t) {
  const score = scoreOf(goal);
  if (!score) return goals.chart.none;
  const said = fill(goals.score, score);
  return goal.change === null ? said : `${said} · ${sinceStart(goal, goals, t)}`;
}

/** "Up 4 points since the start", or since the goal was reworded. */
export const sinceStart = (goal, goals, t) => fill(t[sinceKey(goal)], { change: changeOf(goal.change, goals.chart) });

/** How far the goals that were scored more than once have moved on average, in a sentence; '' for fewer than two. */
export function average({ goals }, t) {
  const moved = goals.map(({ change }) => change).filter((change) => change !== null);
  if (moved.length < 2) return '';
  const mean = moved.reduce((sum, change) => sum + change, 0) / moved.length;
  return fill(t.average, { n: moved.length, change: signed.format(mean) });
}

/** Has a goal moved so far that it is worth a word? */
export const isNoted = ({ goals }) => goals.some(({ change }) => change !== null && Math.abs(change) >= NOTED);

/** What an action is for: "Goal 1", a domain's name, "Support session 2"; several in a row. */
export function forWhat({ goal, domain, session }, page) {
  const { view: { plan }, words: { goals, goals_results: t } } = page;
  const ofGoal = plan.goals.find(({ id }) => id === goal);
  const ofSession = plan.sessions.find(({ id }) => id === session);
  return [
    ofGoal && fill(goals.number, { n: ofGoal.number }),
    domain && nameOf(domain, page),
    ofSession && fill(t.sessions.number, ofSession),
  ].filter(Boolean).join(' · ');
}

/** What a domain is called by its key; where this instrument does not ask about it, as in the catalogue of sessions. */
export const nameOf = (key, { framework, boot }) =>
  domainOf(framework, key)?.short ?? boot.catalogue.areas.find((area) => area.key === key)?.name ?? key;

/** The days that matter next, the soonest first: {day, event} of a meeting, {day, goal} of an open goal that is due. */
export function comingDates(plan) {
  const due = agreedGoals(plan).filter(({ wording }) => wording.due >= plan.today);
  const dates = [
    ...plan.coming.map((event) => ({ day: event.day, event })),
    ...due.map((goal) => ({ day: goal.wording.due, goal })),
  ];
  return dates.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

/** What a day to come is of: "Three-month review · 10:00", "Goal 1 is due: …". */
export function comingSaid({ event, goal }, { kinds }, { coming: t }) {
  if (goal) return fill(t.goal, { number: goal.number, text: goal.wording.text });
  return [event.title || kinds[event.kind], event.time].filter(Boolean).join(' · ');
}

/** A support session's content: each of its areas with the items that were chosen of it, and what people take away. */
export function contentOf({ areas, items }, catalogue) {
  return catalogue.areas
    .filter(({ key }) => areas.includes(key))
    .map((area) => ({ ...area, items: area.items.filter(({ key }) => items.includes(key)) }));
}
