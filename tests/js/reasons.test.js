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
