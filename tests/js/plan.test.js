import assert from 'node:assert/strict';
import { test } from 'node:test';
import { later, quickDays } from '../../static/js/trainer/plan/days.js';
import { isNext, stepsNow } from '../../static/js/trainer/plan/leading.js';
import { Looking, RATINGS } from '../../static/js/trainer/plan/looking.js';
import { Marks, tiedFor, topMarks } from '../../static/js/trainer/plan/marks.js';

const KEYS = ['a', 'b', 'c', 'd'];
const vote = (counts, more = {}) => ({ id: 7, kind: 'needs', open: false, counts, ...more });

test('only a vote marks needs beforehand, and the room says which of those that tie for the last place', () => {
  assert.deepEqual(topMarks(null, KEYS, 3), []);
  assert.deepEqual(topMarks(vote([1, 5, 0, 3]), KEYS, 3), ['b', 'd', 'a']);
  assert.deepEqual(topMarks(vote([2, 5, 2, 3]), KEYS, 3), ['b', 'd']);
  assert.deepEqual(tiedFor(vote([2, 5, 2, 3]), KEYS, 3), ['a', 'c']);
  assert.deepEqual(tiedFor(vote([1, 5, 0, 3]), KEYS, 3), []);
});

test('marks stay as a trainer sets them, until the room is asked', () => {
  const marks = new Marks(KEYS, 3);
  const before = { plan: { question: null } };
  marks.mark(before, 'c', true);
  assert.deepEqual(marks.of(before), ['c']);
  const after = { plan: { question: vote([4, 0, 0, 0]) } };
  assert.deepEqual(marks.of(after), ['a']);
  marks.mark(after, 'b', true);
  marks.mark(after, 'a', false);
  assert.deepEqual(marks.of(after), ['b']);
});

test('the steps of the plan come before those of the ratings where it leads, with the end last or first', () => {
  const next = [{ is: 'finish' }, { is: 'show_overview' }];
  const plan = (leads, ...kinds) => ({ leads, next: kinds.map((kind) => ({ kind, goal: '' })) });
  const names = (view) => stepsNow(view).map(({ is }) => is);
  assert.deepEqual(names({ next, plan: null }), ['finish', 'show_overview']);
  assert.deepEqual(names({ next, plan: plan(false, 'show_needs') }), ['finish', 'show_overview']);
  assert.deepEqual(names({ next, plan: plan(true, 'show_needs') }), ['show_needs', 'finish', 'show_overview']);
  assert.deepEqual(names({ next, plan: plan(true, 'finish') }), ['finish', 'show_overview']);
  assert.equal(isNext({ next, plan: plan(true, 'show_needs') }, 'show_needs'), true);
  assert.equal(isNext({ next, plan: plan(true, 'show_needs') }, 'show_needs', 'g1'), false);
});

test('a console goes along with the screens, unless somebody is typing in it', () => {
  let isTyping = false;
  const looking = new Looking({ isTyping: () => isTyping, changed: () => {} });
  const view = (part, on = true) => ({ phase: 'lobby', domain: null, plan: { part, on_screen: on } });
  const see = (one) => {
    looking.follow(one);
    looking.drawn(looking.partIn(one));
    return looking.partIn(one);
  };
  assert.equal(see(view('', false)), null);
  assert.equal(see(view('needs')), 'needs');
  looking.goTo('sessions');
  assert.equal(see(view('needs')), 'sessions');
  assert.equal(see(view('goals')), 'goals');
  isTyping = true;
  assert.equal(see(view('scores')), 'goals');
  isTyping = false;
  looking.goTo(RATINGS);
  assert.equal(see(view('scores')), null);
  assert.equal(see({ phase: 'open', domain: 'clarity', plan: null }), null);
  assert.equal(see(view('scores')), 'scores');
});

test('days to choose from are the reviews to come, else three and six months on', () => {
  assert.equal(later('2026-11-30', 3), '2027-02-28');
  assert.deepEqual(quickDays({ today: '2026-08-31', reviews: [] }), [{ day: '2026-11-30', months: 3 }, { day: '2027-02-28', months: 6 }]);
  assert.deepEqual(quickDays({ today: '2026-08-31', reviews: ['2026-12-01'] }), [{ day: '2026-12-01' }]);
});
