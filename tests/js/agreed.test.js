import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Held } from '../../static/js/lead/plan/held.js';
import {
  average, comingDates, comingSaid, contentOf, forWhat, isNoted, overview, scoreOf, standing,
} from '../../static/js/lead/plan/said.js';

const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const { goals: shared, goals_results: t } = words;

let made = 0;
const scored = (score, version = 1) => ({ score, version });
const goal = (more = {}) => ({
  id: `g${(made += 1)}`, number: made, state: 'open', version: 1, scores: [], change: null,
  wording: { text: 'A goal', due: '2027-03-30' }, ...more,
});
const action = (more = {}) => ({ state: 'open', owner: 'Somebody', overdue: false, goal: '', domain: '', session: '', ...more });
const plan = (more = {}) => ({ goals: [], sessions: [], actions: [], coming: [], today: '2026-12-01', ...more });

test('what was agreed is told in a line, as far as there is any', () => {
  const all = plan({
    goals: [goal(), goal(), goal({ state: 'reached' }), goal({ state: 'draft', wording: null })],
    sessions: [{ state: 'planned' }, { state: 'cancelled' }],
    actions: [action({ overdue: true }), action({ owner: '' }), action({ state: 'done', owner: '' })],
  });
  assert.equal(
    overview(all, t),
    '2 goals agreed, 1 goal reached, 1 support session chosen, 2 actions still open, 1 overdue, 1 without an owner',
  );
  assert.equal(overview(plan({ actions: [action({ state: 'done' })] }), t), t.overview.all_done);
  assert.equal(overview(plan(), t), '');
});

test('0 is told as a score, and what is not scored as that', () => {
  assert.match(standing(goal({ scores: [scored(0)] }), shared, t), /^0 /);
  assert.equal(standing(goal(), shared, t), shared.chart.none);
  const moved = standing(goal({ scores: [scored(0), scored(4)], change: 4 }), shared, t);
  assert.match(moved, /^4 .* · Up 4 points since the start$/);
  const reworded = standing(goal({ version: 2, scores: [scored(7, 1), scored(1, 2), scored(4, 2)], change: 3 }), shared, t);
  assert.match(reworded, /^4 .* · Up 3 points since it was reworded$/);
});

test('the score of another wording is none of this one, but the last of a closed goal', () => {
  const reworded = { version: 2, scores: [scored(7, 1)] };
  assert.equal(scoreOf(goal(reworded)), undefined);
  assert.equal(scoreOf(goal({ ...reworded, state: 'changed' })).score, 7);
});

test('change on average is of two goals at least, and a small one is not noted', () => {
  const two = plan({ goals: [goal({ change: 4 }), goal({ change: -1 }), goal()] });
  assert.match(average(two, t), /2 goals.* \+1\.5 /);
  assert.match(average(plan({ goals: [goal({ change: 0 }), goal({ change: 0 })] }), t), / 0 /);
  assert.equal(average(plan({ goals: [goal({ change: 4 })] }), t), '');
  assert.deepEqual([2, -2, 3, -3].map((change) => isNoted(plan({ goals: [goal({ change })] }))), [false, false, true, true]);
});

test('an action says what it is for', () => {
  const held = plan({ goals: [goal({ id: 'g1', number: 1 })], sessions: [{ id: 's2', number: 2 }] });
  const framework = { domains: [{ key: 'clarity', short: 'Clarity on roles' }] };
  const boot = { catalogue: { areas: [{ key: 'evidence', name: 'What works' }] } };
  const page = { view: { plan: held }, framework, boot, words };
  const said = (more) => forWhat(action(more), page);
  assert.equal(said({ goal: 'g1', domain: 'clarity' }), 'Goal 1 · Clarity on roles');
  assert.match(said({ session: 's2' }), / 2$/);
  assert.equal(said({ domain: 'evidence' }), 'What works');
  assert.equal(said({ domain: 'of-no-catalogue' }), 'of-no-catalogue');
  assert.equal(said({ goal: 'g9' }), '');
});

test('meetings and due goals come in the order of their days, without what is over', () => {
  const due = (day, state = 'open') => goal({ state, number: 1, wording: { text: 'A goal', due: day } });
  const held = plan({
    coming: [{ day: '2026-12-20', kind: 'session', time: '09:30', title: '' }, { day: '2027-06-01', kind: 'review-6', time: '', title: 'Looking back' }],
    goals: [due('2027-03-30'), due('2026-11-30'), due('2027-03-01', 'reached')],
  });
  const dates = comingDates(held);
  assert.deepEqual(dates.map(({ day }) => day), ['2026-12-20', '2027-03-30', '2027-06-01']);
  const kinds = { ...shared, kinds: words.area.kinds };
  assert.deepEqual(
    dates.map((date) => comingSaid(date, kinds, t)),
    [`${words.area.kinds.session} · 09:30`, 'Goal 1 is due: A goal', 'Looking back'],
  );
});

test('a session has its areas in the catalogue’s order, each with what was chosen of it', () => {
  const area = (key, ...items) => ({ key, name: key, outcomes: [], items: items.map((item) => ({ key: item, text: item })) });
  const catalogue = { areas: [area('clarity', 'c1', 'c2'), area('contact', 'd1'), area('evidence', 'e1')] };
  const found = contentOf({ areas: ['contact', 'clarity'], items: ['c2'] }, catalogue);
  assert.deepEqual(found.map(({ key, items }) => [key, items.map((item) => item.key)]), [['clarity', ['c2']], ['contact', []]]);
});

test('a round that takes the plan out of the view leaves what was there, and that is said', () => {
  const held = new Held();
  const agreed = plan();
  assert.equal(held.of({ phase: 'open', plan: null }).plan, null);
  assert.equal(held.isHeld, false, 'nothing was known before');
  assert.equal(held.of({ phase: 'lobby', plan: agreed }).plan, agreed);
  assert.equal(held.of({ phase: 'open', plan: null }).plan, agreed);
  assert.equal(held.isHeld, true);
  assert.equal(held.of({ phase: 'revealed', plan: null }).plan, null, 'taken back: then it is gone');
  assert.equal(held.isHeld, false);
});
