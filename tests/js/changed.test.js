import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { changeTold, finding, notesOf, outcomeOf, returningSaid } from '../../static/js/lead/changesaid.js';

const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const t = words.reports.changed;
const { kinds } = words.common;
const at = (rating, status = rating === null ? 'unresolved' : 'decided') => ({ rating, status, levels: 4 });
const point = { kind: 'workshop-1', date: '2026-03-05', framework_version: '1', finished: true };

/** Domains given as [then, now, why]: each with the step between them. */
function told(...pairs) {
  const domains = pairs.map(([then, now, why = null], place) => ({
    short: `Domain ${place + 1}`,
    then: [then, now],
    steps: why ? null : now.rating - then.rating,
    why,
    notes: [],
  }));
  return { points: [point, { ...point, framework_version: '2' }], compared: 0, domains, returning: null };
}

test('the finding counts what went up and down, and what has no number apart', () => {
  const view = told(
    [at(1), at(2)],
    [at(0), at(2)],
    [at(2), at(2)],
    [at(2), at(1)],
    [at(null), at(1), 'unresolved'],
    [at(1), at(null), 'unresolved'],
    [at(1), null, 'absent'],
  );
  assert.equal(
    finding(view, t),
    '2 domains up, 1 down, 1 the same, 1 newly decided, 1 left unresolved, 1 not compared',
  );
  assert.equal(finding(told([at(0), at(1)], [at(1), at(2)]), t), 'All 2 domains up');
});

test('unresolved is missing and never 0', () => {
  const view = told([at(null), at(2), 'unresolved'], [at(2), at(null), 'unresolved'], [at(null), at(null), 'unresolved']);
  assert.deepEqual(
    view.domains.map((domain) => changeTold(domain, view, t)),
    [t.steps.decided, t.why.unresolved.now, t.why.unresolved.both],
  );
  assert.deepEqual(view.domains.map((domain) => outcomeOf(domain, view)), ['decided', 'unresolved', 'unresolved']);
});

test('each change is told with its steps, or with why there are none', () => {
  const finer = { ...at(2), levels: 5 };
  const view = told([at(1), at(2)], [at(3), at(1)], [at(1), at(1)], [finer, at(1), 'levels'], [null, at(1), 'absent']);
  assert.deepEqual(view.domains.slice(0, 2).map((domain) => changeTold(domain, view, t)), ['Up 1 step', 'Down 2 steps']);
  assert.equal(changeTold(view.domains[2], view, t), t.steps.same.other);
  assert.match(changeTold(view.domains[3], view, t), /5 .* 4/);
  assert.equal(changeTold(view.domains[4], view, t), t.why.absent.then);
});

test('what the two called differently is noted, and that the earlier one goes on', () => {
  const view = told([at(1), at(2)], [at(1), at(2)]);
  assert.deepEqual(notesOf(view, t, kinds), []);
  view.domains[0].notes = ['version', 'labels'];
  view.domains[1].notes = ['name'];
  view.points[0] = { ...point, finished: false };
  const notes = notesOf(view, t, kinds);
  assert.equal(notes.length, 4);
  assert.match(notes[0], /Workshop I, /);
  assert.match(notes[1], /1 .*2/);
  assert.match(notes[3], /Domain 2/);
});

test('who came back is told with its workshop, and not at all where that is not known', () => {
  const view = { ...told(), returning: { returned: 14, people: 18, point: 0 } };
  const said = { changed: t, common: { kinds } };
  assert.match(returningSaid(view, said), /14 of the 18 .*Workshop I, /);
  assert.equal(returningSaid(told(), said), '');
});

test('options without an order are not said to be fewer or more', () => {
  const view = told([at(1), at(2), 'order'], [at(1), at(2), 'levels']);
  assert.equal(changeTold(view.domains[0], view, t), t.why.order);
  assert.equal(changeTold(view.domains[1], view, t), t.why.scale);
});
