import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reasons } from '../../static/js/attendee/reasons.js';
import { keep, refusal, server } from './stage.js';

const AT = { round: 1, domain: 'clarity' };
const held = (text) => ({ text, shown: false, hidden: false });

function reasons(parts = {}) {
  const there = server();
  const given = { keep: keep(), ask: there.ask, at: AT, reason: null, ...parts };
  return { there, kept: given.keep, said: new Reasons(given) };
}

test('a reason is a draft, under way and sent', async () => {
  const { there, said } = reasons();
  said.write(AT, 'Because  of this ');
  assert.equal(said.status(AT), 'draft');
  said.send(AT);
  assert.equal(said.status(AT), 'sending');
  assert.deepEqual(there.asked, [{ round: 1, text: 'Because of this' }]);
  await there.answers({ ok: true, reason: held('Because of this') });
  assert.equal(said.status(AT), 'sent');
});

test('a refusal for good gives the words back to the field, whatever its code', async () => {
  const { there, said } = reasons();
  said.write(AT, 'Because');
  said.send(AT);
  await there.answers(refusal('too-many-requests', true));
  assert.equal(said.status(AT), 'late');
  said.hurry();
  await there.heard(2);
  await there.answers(refusal('an-unheard-of-code', false));
  assert.equal(said.status(AT), 'draft');
  assert.equal(said.text(AT), 'Because');
});

test('a fault in between does not stop the sending for ever', async (t) => {
  t.mock.method(console, 'error', () => {});
  const { there, said } = reasons();
  said.write(AT, 'Because');
  said.send(AT);
  await there.breaks(new Error('a fault'));
  said.hurry();
  await there.heard(2);
  await there.answers({ ok: true, reason: held('Because') });
  assert.equal(said.status(AT), 'sent');
});

test('the words of a round that is over go from this device', () => {
  const { said, kept } = reasons({ reason: held('About Zebulon') });
  assert.match(JSON.stringify(kept.read()), /Zebulon/);
  said.moveOn({ round: 2, domain: 'contact' });
  assert.doesNotMatch(JSON.stringify(kept.read()), /Zebulon/);
  assert.equal(said.moveOn(AT), true, 'a snapshot would say whether something is held');
});

test('a reason that was taken back stays in the field', async () => {
  const { there, said } = reasons({ reason: held('Because') });
  said.takeBack(AT);
  await there.answers({ ok: true, reason: null });
  assert.equal(said.status(AT), 'taken');
  assert.equal(said.text(AT), 'Because');
});

test('of a round that asked several rows each has a reason of its own', async () => {
  const [one, other] = ['trust', 'time'].map((row) => ({ round: 1, domain: row, about: row }));
  const { there, said } = reasons({ at: one });
  said.write(one, 'No one rings back');
  said.send(one);
  assert.deepEqual(there.asked, [{ round: 1, cell: 'trust', text: 'No one rings back' }]);
  assert.deepEqual([one, other].map((at) => said.status(at)), ['sending', 'none']);
  await there.answers({ ok: true, reason: held('No one rings back') });
  assert.deepEqual([one, other].map((at) => said.status(at)), ['sent', 'none']);
  said.adopt(other, null);
  assert.equal(said.status(one), 'sent');
  assert.equal(said.moveOn(other), false);
  assert.equal(said.moveOn(one), true, 'a snapshot would say whether something is held');
  said.takeBack(other);
  await there.answers(refusal('cell-not-open', false));
  assert.deepEqual([one, other].map((at) => said.status(at)), ['none', 'none']);
});

test('what a release before kept of a round is known by it', () => {
  const { said } = reasons({ keep: keep({ drafts: {}, waiting: null, held: { 1: held('Because') }, given: [3] }), reason: held('Because') });
  assert.equal(said.status(AT), 'sent');
  assert.equal(said.moveOn({ round: 3, domain: 'contact' }), true);
});
