import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, height, layOut, spreadOf } from '../../static/js/charts/progress-layout.js';

const score = (score, version = 1, day = '2026-03-05') => ({ score, version, day });
const goal = (scores, more = {}) => ({ scores, version: scores.at(-1)?.version ?? 1, state: 'open', ...more });
const scored = ({ points }) => points.map((point) => point.score.score);

test('0 is a point on the axis, and 10 at the top', () => {
  const { points } = layOut(goal([score(0), score(5), score(10)]));
  assert.deepEqual(points.map(({ y }) => y), [100, 50, 0]);
  assert.equal(points.length, 3);
  assert.deepEqual(points.map(({ y }) => y), [0, 5, 10].map(height));
});

test('one score has a start across the whole chart, and no line', () => {
  const { points, lines, starts, marks } = layOut(goal([score(0)]));
  assert.equal(points[0].x, 50);
  assert.deepEqual([lines, marks], [[], []]);
  assert.deepEqual(starts.map(({ y, from, to }) => [y, from, to]), [[100, 0, 100]]);
});

test('scores of one day have places of their own, from left to right', () => {
  const { points, lines } = layOut(goal([score(2), score(3), score(3)]));
  const xs = points.map(({ x }) => x);
  assert.deepEqual(xs, [...new Set(xs)].sort((a, b) => a - b));
  assert.equal(lines.length, 2);
});

test('a reworded goal has a mark where its line is broken, and another start', () => {
  const found = layOut(goal([score(2), score(4), score(1, 2), score(6, 2)]));
  assert.deepEqual(scored(found), [2, 4, 1, 6]);
  assert.deepEqual(found.lines.map(([a, b]) => [a.score.score, b.score.score]), [[2, 4], [1, 6]]);
  const [mark] = found.marks;
  assert.equal(mark.kind, 'reworded');
  assert.ok(found.points[1].x < mark.x && mark.x < found.points[2].x);
  const [before, after] = found.starts;
  assert.deepEqual([before.y, after.y], [height(2), height(1)]);
  assert.ok(before.to < mark.x && mark.x < after.from, 'nothing crosses the mark');
});

test('a wording that has no score yet is marked at the end', () => {
  const found = layOut(goal([score(2)], { version: 2 }));
  assert.deepEqual(found.marks.map(({ kind }) => kind), ['reworded']);
  assert.ok(found.marks[0].x > found.points[0].x);
});

test('a closed goal ends with its mark, an open one and a draft with none', () => {
  for (const state of ['reached', 'changed', 'dropped']) {
    const { marks, points } = layOut(goal([score(4), score(10)], { state }));
    assert.deepEqual(marks.map(({ kind }) => kind), [state]);
    assert.ok(marks[0].x > points.at(-1).x);
  }
  assert.deepEqual(layOut(goal([score(4)], { state: 'draft' })).marks, []);
});

test('ten scores and their marks stand within the chart, in order', () => {
  const many = Array.from({ length: 10 }, (_, at) => score(at, at < 4 ? 1 : 2));
  const { points, marks, columns } = layOut(goal(many, { state: 'reached' }));
  const xs = [...points, ...marks].map(({ x }) => x);
  assert.ok(xs.every((x) => x > 0 && x < 100));
  assert.equal(columns.length, 12);
  assert.deepEqual(columns.filter(({ score: held }) => held === null).length, 2);
  assert.deepEqual(layOut(goal([])), { points: [], lines: [], starts: [], marks: [], columns: [] });
});

test('change is since the first score of a wording', () => {
  assert.deepEqual(changes([score(0), score(3), score(5, 2), score(5, 2), score(1, 2)]), [null, 3, null, 0, -4]);
});

test('the middle is the lower one, as the server finds it', () => {
  const counts = (...scores) => Array.from({ length: 11 }, (_, at) => scores.filter((one) => one === at).length);
  assert.deepEqual(spreadOf(counts(0, 0, 3, 4)), { median: 0, quartiles: [0, 3], lowest: 0, highest: 4 });
  assert.deepEqual(spreadOf(counts(10)), { median: 10, quartiles: [10, 10], lowest: 10, highest: 10 });
  assert.equal(spreadOf(counts()), null);
});
