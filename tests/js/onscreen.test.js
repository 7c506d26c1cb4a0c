import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byVotes, closedGoals, lastScore, onScreen, scoreHere, sessionsSaid, standingGoals, steadyActions } from '../../static/js/lib/agreed.js';

const action = (id, state = 'open') => ({ id, state });
const score = (workshop, version, number) => ({ workshop, version, score: number });

test('what is done while it is on the screens stays where it was', () => {
  const first = steadyActions([action('a1'), action('a2'), action('a3')], []);
  assert.deepEqual(first.ids, ['a1', 'a2', 'a3']);
  const marked = steadyActions([action('a2'), action('a3'), action('a1', 'done')], first.ids);
  assert.deepEqual(marked.ids, ['a1', 'a2', 'a3']);
  assert.equal(marked.shown[0].state, 'done');
});

test('a new action comes last, and one that was removed goes', () => {
  const { ids } = steadyActions([action('a3'), action('a1', 'done'), action('a0', 'done')], ['a1', 'a2']);
  assert.deepEqual(ids, ['a1', 'a3']);
});

test('what was done before is not shown', () => {
  assert.deepEqual(steadyActions([action('a1'), action('a2', 'done')], []).ids, ['a1']);
  // Everything that was held is gone: another area's list, say.
  assert.deepEqual(steadyActions([action('b1')], ['a1']).ids, ['b1']);
});

test('votes come in their order, and among equals as they are asked', () => {
  const framework = { domains: ['a', 'b', 'c', 'd'].map((key) => ({ key })) };
  assert.deepEqual(byVotes(framework, [1, 3, 1, 0]).map(({ key }) => key), ['b', 'a', 'c', 'd']);
  assert.deepEqual(byVotes(framework, []).map(({ votes }) => votes), [0, 0, 0, 0]);
});

test('scores of another wording are apart, and 0 is one', () => {
  const goal = { version: 2, scores: [score('w1', 1, 6), score('w2', 2, 0)] };
  assert.equal(lastScore(goal).score, 0);
  assert.equal(scoreHere(goal, 'w2').score, 0);
  assert.equal(scoreHere(goal, 'w1'), undefined);
  assert.equal(lastScore({ version: 3, scores: goal.scores }), undefined);
});

test('a goal says what it says while it takes shape, and closed ones stand apart', () => {
  const goals = [
    { id: 'g1', state: 'open', wording: { text: 'old' }, draft: { text: 'new' } },
    { id: 'g2', state: 'reached', wording: { text: 'done' }, draft: null },
    { id: 'g3', state: 'draft', wording: null, draft: { text: '' } },
  ];
  assert.equal(onScreen(goals[0]).text, 'new');
  assert.equal(onScreen(goals[1]).text, 'done');
  assert.deepEqual(standingGoals({ goals }).map(({ id }) => id), ['g1', 'g3']);
  assert.deepEqual(closedGoals({ goals }).map(({ id }) => id), ['g2']);
});

test('a session is said in the words of the catalogue, in its order', () => {
  const catalogue = {
    areas: [
      { key: 'a', name: 'First', items: [{ key: 'a1', text: 'One' }, { key: 'a2', text: 'Two' }] },
      { key: 'b', name: 'Second', items: [{ key: 'b1', text: 'Three' }] },
    ],
  };
  const [said] = sessionsSaid({ sessions: [{ areas: ['b', 'a'], items: ['b1', 'a2'] }] }, catalogue);
  assert.deepEqual(said.topics, ['First', 'Second']);
  assert.deepEqual(said.items, ['Two', 'Three']);
});
