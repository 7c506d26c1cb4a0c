// What a trainer has begun and neither sent nor agreed: said before the room moves on or the workshop ends. Touches no page.
import { fill } from '../../lib/words.js';

const PART = { note: 'scores', action: 'actions', session: 'sessions', hand: '' };

/** Each as {part, text}, "" for no part: what the room was asked and is not settled, drafts that are not agreed, then what is
 * typed and not sent. */
export function looseEnds(plan, { writing, forms, words: { goals_desk: { loose: t } } }) {
  if (!plan) return [];
  const goals = plan.goals.filter(({ draft }) => draft);
  return [
    ...askedSaid(plan, t),
    ...goals.map((goal) => ({ part: 'goals', text: fill(draftSaid(goal, writing, t), { n: goal.number }) })),
    ...forms.unsent.map((what) => ({ part: PART[what.split(' ')[0]], text: formSaid(what, plan, t) })),
  ];
}

/** Is anything typed in this part and not sent? */
export const isUnsent = (part, { forms }) => forms.unsent.some((what) => PART[what.split(' ')[0]] === part);

// Only lost at the end: until then it waits.
function askedSaid({ question, goals }, t) {
  if (!question) return [];
  if (question.open) return [{ part: '', text: t.asked }];
  if (question.kind === 'needs') return [{ part: '', text: t.chosen }];
  const goal = goals.find(({ id, state }) => id === question.goal && state === 'open');
  return goal ? [{ part: '', text: fill(t.given, { n: goal.number }) }] : [];
}

const draftSaid = (goal, writing, t) => (writing.stateOf(goal.id) === 'saved' ? t[goal.wording ? 'rewording' : 'draft'] : t.unsaved);

function formSaid(what, { goals, actions, sessions }, t) {
  const [kind, id] = what.split(' ');
  const of = (all) => all.find((one) => one.id === id);
  return {
    note: () => fill(t.note, { n: of(goals)?.number ?? '' }),
    action: () => (id === 'new' ? t.new_action : fill(t.action, { text: of(actions)?.text ?? '' })),
    session: () => (id === 'new' ? t.new_session : fill(t.session, { n: of(sessions)?.number ?? '' })),
    hand: () => t.hand,
  }[kind]();
}
