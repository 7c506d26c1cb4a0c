import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learn } from '../../static/js/lib/naming.js';

const column = { kind: 'tick', settle: 'in-place', places: [{ place: 0, value: 0, label: '' }] };
const words = { common: { answers: { tick: { named: { 'in-place': ['Not in place'] }, marked: '{label}' } } } };

/** A page, and a server that gives these answers in turn: a status, or the words. */
function page(t, ...answers) {
  const boot = { workshop: 'w1', words, framework: { instrument: 0, columns: [], domains: [] } };
  const asked = [];
  t.mock.method(globalThis, 'fetch', async (address) => {
    asked.push(address);
    const next = answers.shift();
    if (next === undefined) throw new TypeError('no connection');
    return new Response(JSON.stringify(next), { status: typeof next === 'number' ? next : 200 });
  });
  return { boot, asked };
}

test('words that do not come leave the page what it has, and can be asked for again', async (t) => {
  const { boot } = page(t, 503, 404);
  for (let tries = 0; tries < 3; tries += 1) await assert.rejects(learn(boot));
  assert.deepEqual(boot.framework, { instrument: 0, columns: [], domains: [] });
});

test('new words are used when the page says so, and not before', async (t) => {
  const { boot, asked } = page(t, { instrument: 2, columns: [column], domains: [{ key: 'r1' }] });
  const learned = await learn(boot);
  assert.equal(learned.instrument, 2);
  assert.equal(boot.framework.instrument, 0);
  assert.equal(learned.use(), 2);
  assert.equal(boot.framework.domains[0].key, 'r1');
  assert.equal(boot.framework.columns[0].places[0].said, 'Not in place');
  assert.deepEqual(asked, ['/w/w1/instrument']);
});
