import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Saving } from '../../static/js/ahead/saving.js';
import { keep, refusal, server, settled } from './stage.js';

function saving(parts = {}) {
  const there = server();
  const given = { keep: keep(), ask: there.ask, stored: {}, ...parts };
  const cells = new Saving(given);
  const told = [];
  cells.addEventListener('stored', ({ detail }) => told.push(detail));
  cells.addEventListener('refused', ({ detail }) => told.push(detail));
  return { there, cells, told, kept: given.keep };
}

const stored = ({ domain, rating, reason, sequence }) => ({ ok: true, cell: { domain, rating, reason, sequence } });

test('a domain is saved once its answer says so, and nothing of it is kept here after that', async () => {
  const { there, cells, kept } = saving();
  cells.choose('clarity', 2, 'a map');
  assert.equal(cells.status('clarity'), 'saving');
  assert.deepEqual(kept.read().cells, { clarity: { rating: 2, reason: 'a map', sequence: 1 } });
  await there.answers(stored(there.asked[0]));
  assert.equal(cells.status('clarity'), 'saved');
  assert.equal(cells.whole, 'none');
  assert.deepEqual(kept.read(), { waiting: null, cells: {} });
});

test('domains go out one after the other, each with its newest choice', async () => {
  const { there, cells } = saving({ stored: { contact: 4 } });
  cells.choose('clarity', 2, '');
  cells.choose('contact', null, '');
  cells.choose('contact', 1, '');
  cells.choose('clarity', 3, '');
  await there.answers(stored(there.asked[0]));
  assert.equal(cells.status('clarity'), 'saving');
  await there.answers(stored(there.asked[1]));
  await there.answers(stored(there.asked[2]));
  const told = there.asked.map(({ domain, rating, sequence }) => [domain, rating, sequence]);
  assert.deepEqual(told, [['clarity', 2, 1], ['clarity', 3, 2], ['contact', 1, 6]]);
  assert.equal(cells.whole, 'none');
});

test('without an answer it goes out again as it was, also from a page opened later', async () => {
  const { there, cells, kept } = saving();
  cells.choose('clarity', 2, '');
  await there.answers(refusal('busy', true));
  assert.equal(cells.status('clarity'), 'late');
  const later = saving({ keep: kept });
  await settled();
  assert.deepEqual(later.cells.cell('clarity'), { rating: 2, reason: '', sequence: 1 });
  assert.deepEqual(later.there.asked[0], there.asked[0]);
});

test('what is chosen here after another page was first stands, and says so only then', async () => {
  const { there, cells, told } = saving({ stored: { clarity: 1 } });
  cells.choose('clarity', 2, '');
  await there.answers({ ok: true, cell: { domain: 'clarity', rating: 0, reason: '', sequence: 7 } });
  assert.equal(cells.status('clarity'), 'saving');
  assert.equal(there.asked[1].sequence, 8);
  await there.answers(stored(there.asked[1]));
  assert.deepEqual(told, [{ domain: 'clarity', rating: 2, reason: '', sequence: 8, here: true }]);
});

test('what was left from an earlier visit gives way to what was saved since', async () => {
  const { there, kept } = saving();
  const left = { rating: 2, reason: '', sequence: 1 };
  kept.write({ waiting: { domain: 'clarity', ...left }, cells: { clarity: left } });
  const later = saving({ keep: kept });
  await later.there.answers({ ok: true, cell: { domain: 'clarity', rating: 0, reason: 'x', sequence: 3 } });
  assert.deepEqual(later.told, [{ domain: 'clarity', rating: 0, reason: 'x', sequence: 3, here: false }]);
  assert.equal(later.cells.whole, 'none');
  assert.equal(there.asked.length, 0);
});

test('a refusal that no repeat can change ends it, and the next domain goes on', async () => {
  const { there, cells, told } = saving();
  cells.choose('clarity', 2, '');
  cells.choose('contact', 1, '');
  await there.answers(refusal('ahead-closed', false));
  assert.equal(cells.status('clarity'), 'none');
  assert.equal(told[0].domain, 'clarity');
  await there.answers(stored(there.asked[1]));
  assert.equal(cells.status('contact'), 'saved');
});
