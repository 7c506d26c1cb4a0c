import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { daysSoon, later, quickDays } from '../../static/js/trainer/plan/days.js';
import { isNext, stepsNow } from '../../static/js/trainer/plan/leading.js';
import { Looking, RATINGS } from '../../static/js/trainer/plan/looking.js';
import { looseEnds } from '../../static/js/trainer/plan/looseends.js';
import { Marks, tiedFor, topMarks } from '../../static/js/trainer/plan/marks.js';

import { keep } from './stage.js';

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
  const marks = new Marks({ keys: KEYS, most: 3, keep: keep() });
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
  const names = (view) => stepsNow({ view }).map(({ is }) => is);
  assert.deepEqual(names({ next, plan: null }), ['finish', 'show_overview']);
  assert.deepEqual(names({ next, plan: plan(false, 'show_needs') }), ['finish', 'show_overview']);
  assert.deepEqual(names({ next, plan: plan(true, 'show_needs') }), ['show_needs', 'finish', 'show_overview']);
  assert.deepEqual(names({ next, plan: plan(true, 'finish') }), ['finish', 'show_overview']);
  assert.equal(isNext({ view: { next, plan: plan(true, 'show_needs') } }, 'show_needs'), true);
  assert.equal(isNext({ view: { next, plan: plan(true, 'show_needs') } }, 'show_needs', 'g1'), false);
});

test('a draft that the trainer has before them comes first, whatever is on the screens', () => {
  const goals = [{ id: 'g1', state: 'open', draft: null }, { id: 'g2', state: 'draft', draft: {} }, { id: 'g3', state: 'open', draft: {} }];
  const view = (more = {}) => ({ next: [{ is: 'finish' }], plan: { leads: true, goals, goal: '', question: null, next: [{ kind: 'finish', goal: '' }], ...more } });
  const first = (page) => stepsNow(page).map(({ is, goal }) => `${is} ${goal ?? ''}`)[0];
  assert.equal(first({ view: view(), part: 'closing' }), 'finish ');
  assert.equal(first({ view: view(), part: 'goals' }), 'agree_goal g2');
  assert.equal(first({ view: view({ goal: 'g3' }), part: 'goals' }), 'agree_goal g3');
  assert.equal(stepsNow({ view: view({ next: [{ kind: 'agree_goal', goal: 'g2' }] }), part: 'goals' }).length, 2);
  assert.equal(first({ view: view({ question: { open: true }, next: [{ kind: 'close_question', goal: '' }] }), part: 'goals' }), 'close_question ');
});

test('what is unfinished is said part by part', () => {
  const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
  const plan = {
    goals: [{ id: 'g1', number: 1, wording: {}, draft: {} }, { id: 'g2', number: 2, wording: null, draft: {} }, { id: 'g3', number: 3, wording: {}, draft: null }],
    actions: [{ id: 'a1', text: 'Send the list' }], sessions: [{ id: 's1', number: 1 }], question: null,
  };
  const writing = { stateOf: (goal) => (goal === 'g2' ? 'late' : 'saved') };
  const forms = { unsent: ['note g3', 'action a1', 'action new', 'session s1', 'session new', 'hand 7'] };
  const found = looseEnds(plan, { writing, forms, words });
  assert.deepEqual(found.map(({ part }) => part), ['goals', 'goals', 'scores', 'actions', 'actions', 'sessions', 'sessions', '']);
  const t = words.goals_desk.loose;
  assert.deepEqual(found.slice(0, 3).map(({ text }) => text), [t.rewording.replace('{n}', 1), t.unsaved.replace('{n}', 2), t.note.replace('{n}', 3)]);
  assert.match(found[3].text, /“Send the list”/);
  assert.deepEqual(looseEnds(null, { writing, forms, words }), []);
});

test('what the room was asked and is not settled is said before it is deleted with the end, and not before', () => {
  const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
  const t = words.goals_desk.loose;
  const goals = [{ id: 'g1', number: 1, state: 'open', draft: null }, { id: 'g2', number: 2, state: 'reached', draft: null }];
  const said = (question) => looseEnds({ goals, actions: [], sessions: [], question }, { writing: {}, forms: { unsent: [] }, words });
  assert.deepEqual(said(null), []);
  assert.deepEqual(said({ kind: 'score', goal: 'g1', open: true }), [{ part: '', text: t.asked }]);
  assert.deepEqual(said({ kind: 'needs', goal: '', open: false }), [{ part: '', text: t.chosen }]);
  assert.deepEqual(said({ kind: 'score', goal: 'g1', open: false }), [{ part: '', text: t.given.replace('{n}', 1) }]);
  assert.deepEqual(said({ kind: 'score', goal: 'g2', open: false }), [], 'of a goal that is closed there is nothing to settle');
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

test('needs that are put right come back after a reload, and others recorded meanwhile are not overwritten unseen', () => {
  const kept = keep();
  const view = (...domains) => ({ plan: { question: null, needs: { domains: domains.map((domain) => ({ domain })) } } });
  const marks = new Marks({ keys: KEYS, most: 3, keep: kept });
  marks.begin(view('a', 'b'));
  marks.mark(view('a', 'b'), 'a', false);
  const again = new Marks({ keys: KEYS, most: 3, keep: kept });
  assert.deepEqual([again.isAgain, again.of(view('a', 'b'))], [true, ['b']]);
  assert.equal(again.isOvertaken(view('a', 'b')), false);
  assert.equal(again.isOvertaken(view('c')), true);
  assert.equal(again.isOvertaken(view('c')), false, 'by now it has been said');
  again.done();
  assert.deepEqual([again.isAgain, kept.read()], [false, null]);
});

test('days to choose from are the reviews to come, else three and six months on', () => {
  assert.equal(later('2026-11-30', 3), '2027-02-28');
  assert.deepEqual(quickDays({ today: '2026-08-31', reviews: [] }), [{ day: '2026-11-30', months: 3 }, { day: '2027-02-28', months: 6 }]);
  assert.deepEqual(quickDays({ today: '2026-08-31', reviews: ['2026-12-01'] }), [{ day: '2026-12-01' }]);
});

test('for an action there are days in two and in four weeks too', () => {
  const soon = [{ day: '2026-09-14', weeks: 2 }, { day: '2026-09-28', weeks: 4 }];
  assert.deepEqual(daysSoon({ today: '2026-08-31', reviews: [] }), [...soon, { day: '2026-11-30', months: 3 }, { day: '2027-02-28', months: 6 }]);
  assert.deepEqual(daysSoon({ today: '2026-08-31', reviews: ['2026-09-28', '2026-12-01'] }), [...soon, { day: '2026-12-01' }]);
});
