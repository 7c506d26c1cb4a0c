// What a plan comes to, as the room view and phones tell it. Touches no page.
import { subjectOf } from './words.js';

/** The goals that are written or agreed and not closed, in their order. */
export const standingGoals = (plan) => plan.goals.filter(({ state }) => state === 'draft' || state === 'open');

/** The goals that are closed, in their order. */
export const closedGoals = (plan) => plan.goals.filter(({ state }) => state !== 'draft' && state !== 'open');

/** What a goal says on the screens: as it takes shape while it does, else as it was agreed. */
export const onScreen = (goal) => goal.draft ?? goal.wording;

/** The newest score of the wording in force, or undefined. */
export const lastScore = (goal) => goal.scores.findLast(({ version }) => version === goal.version);

/** The score that this meeting settled for the wording in force, or undefined. */
export const scoreHere = (goal, workshop) =>
  goal.scores.findLast((score) => score.version === goal.version && score.workshop === workshop);

/** What something is called on the screens by its key; a domain that is asked no more keeps its key. */
export const shortOf = (framework, key) => subjectOf(framework, key)?.short ?? key;

/** The domains with how many chose each: those chosen most first, among equals as they are asked. */
export function byVotes(framework, counts) {
  const chosen = framework.domains.map(({ key }, at) => ({ key, votes: counts[at] ?? 0 }));
  return chosen.sort((one, other) => other.votes - one.votes);
}

/** The support sessions in words: {session, topics, items}; `catalogue` as in the boot data. */
export function sessionsSaid({ sessions }, catalogue) {
  return sessions.map((session) => {
    const topics = catalogue.areas.filter(({ key }) => session.areas.includes(key));
    const items = topics.flatMap((topic) => topic.items).filter(({ key }) => session.items.includes(key));
    return { session, topics: topics.map(({ name }) => name), items: items.map(({ text }) => text) };
  });
}

/** The open actions, and with them those that were seen open (`held`, ids in their order) and are done by now: what is
 * marked stays where it was. Gives the actions and the ids to hold. */
export function steadyActions(actions, held) {
  const byId = new Map(actions.map((one) => [one.id, one]));
  const open = actions.filter(({ state }) => state === 'open').map(({ id }) => id);
  const ids = held.some((id) => byId.has(id))
    ? [...held.filter((id) => byId.has(id)), ...open.filter((id) => !held.includes(id))]
    : open;
  return { ids, shown: ids.map((id) => byId.get(id)) };
}
