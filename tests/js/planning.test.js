// What a phone sends about a plan: answers to its questions, and suggestions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adopt, answering, chosenNeeds } from '../../static/js/attendee/plan/answering.js';
import { Choosing } from '../../static/js/attendee/plan/choosing.js';
import { Suggestions } from '../../static/js/attendee/plan/suggestions.js';
import { keyOf } from '../../static/js/lib/plan.js';
import { keep, refusal, server, settled } from './stage.js';

const NEEDS = { id: 1, opened: 900, kind: 'needs', open: true };
const SCORE = { id: 2, opened: 950, kind: 'score', open: true };
const [OF_NEEDS, OF_SCORE] = [keyOf(NEEDS), keyOf(SCORE)];

function answers(question, { own = null, kept = keep(), asked = () => question && keyOf(question) } = {}) {
  const there = server();
  let ids = 0;
  const outbox = answering({ keep: kept, ask: there.ask, newId: () => `id${(ids += 1)}`, own, asked });
  return { there, kept, outbox };
}

// What the server stores of what it was sent.
const stored = ({ question, opened, vote_id, sequence, score = null, domains }, hidden = false) =>
  ({ question, opened, kind: domains ? 'needs' : 'score', vote_id, sequence, score, domains: domains ?? [], hidden });
const taken = (sent) => ({ ok: true, answer: stored(sent) });

test('a score is sent as one, and saved once the answer says so', async () => {
  const { there, outbox } = answers(SCORE);
  outbox.choose(OF_SCORE, 0);
  assert.deepEqual(there.asked[0], { question: 2, opened: 950, vote_id: 'id1', sequence: 1, score: 0 });
  assert.equal(outbox.status(OF_SCORE), 'saving');
  await there.answers(taken(there.asked[0]));
  assert.equal(outbox.status(OF_SCORE), 'saved');
  assert.equal(outbox.chosen(OF_SCORE), 0);
});

test('"Can’t say" is a score of null, and no domain of needs', async () => {
  const scored = answers(SCORE);
  scored.outbox.choose(OF_SCORE, null);
  assert.equal(scored.there.asked[0].score, null);
  await scored.there.answers(taken(scored.there.asked[0]));
  assert.equal(scored.outbox.chosen(OF_SCORE), null);
  const { there, outbox } = answers(NEEDS);
  const choosing = new Choosing({ keep: keep(), outbox, most: 3 });
  choosing.toggle(OF_NEEDS, '', true);
  choosing.send(OF_NEEDS);
  assert.deepEqual(there.asked[0], { question: 1, opened: 900, vote_id: 'id1', sequence: 1, domains: [] });
  await there.answers(taken(there.asked[0]));
  assert.deepEqual(choosing.selected(OF_NEEDS), []);
  assert.equal(choosing.status(OF_NEEDS), 'saved');
});

test('an answer on its way outlives a reload, and goes out once more under its name', async () => {
  const first = answers(SCORE);
  first.outbox.choose(OF_SCORE, 7);
  const { there, outbox } = answers(SCORE, { kept: keep(first.kept.read()) });
  assert.equal(outbox.chosen(OF_SCORE), 7);
  await there.heard(1);
  assert.deepEqual(there.asked[0], first.there.asked[0]);
});

test('a stored answer is there after a reload', () => {
  const own = { answer: stored({ question: 1, opened: 900, vote_id: 'v', sequence: 4, domains: ['a', 'b'] }) };
  const { outbox } = answers(NEEDS, { own });
  assert.deepEqual(chosenNeeds(outbox.chosen(OF_NEEDS)), ['a', 'b']);
  assert.equal(outbox.status(OF_NEEDS), 'saved');
});

test('another device of the same person does not learn what was said', () => {
  const own = { answer: stored({ question: 2, opened: 950, vote_id: 'v', sequence: 4 }, true) };
  const { outbox } = answers(SCORE, { own });
  assert.equal(outbox.status(OF_SCORE), 'hidden');
  assert.equal(outbox.chosen(OF_SCORE), undefined);
});

test('an answer that the store has lost is sent again while it is asked, and never after', async () => {
  const { there, outbox } = answers(SCORE);
  outbox.choose(OF_SCORE, 3);
  await there.answers(taken(there.asked[0]));
  adopt(outbox, { ...SCORE, open: false }, { answer: null });
  adopt(outbox, SCORE, null);
  assert.equal(there.asked.length, 1);
  adopt(outbox, SCORE, { answer: null });
  await there.heard(2);
  assert.deepEqual(there.asked[1], there.asked[0]);
});

test('an answer is never taken for one to another question, though that begins the count anew', async () => {
  const old = { id: 2, opened: 400, kind: 'score', open: true };
  let asked = keyOf(old);
  const { there, outbox, kept } = answers(null, { asked: () => asked });
  outbox.choose(asked, 8);
  await there.answers(taken(there.asked[0]));
  outbox.choose(asked, 9); // and is asked something else before this comes through
  asked = OF_SCORE;
  assert.equal(outbox.chosen(OF_SCORE), undefined);
  assert.equal(outbox.own(OF_SCORE), undefined);
  assert.equal(outbox.status(OF_SCORE), 'none');
  assert.equal(there.asked[1].opened, 400);
  const told = [];
  outbox.addEventListener('refused', ({ detail }) => told.push(detail.round));
  await there.answers(refusal('no-such-question', false));
  assert.deepEqual(told, [keyOf(old)]);
  outbox.choose(OF_SCORE, 1);
  await there.answers(taken(there.asked[2]));
  assert.equal(outbox.chosen(OF_SCORE), 1);
  assert.equal(kept.read().waiting, null);
});

test('a question with a lower number, or asked by a clock that was set back, is the newer one', async () => {
  for (const next of [{ id: 1, opened: 999 }, { id: 3, opened: 10 }]) {
    let asked = OF_SCORE;
    const { there, outbox } = answers(SCORE, { asked: () => asked });
    outbox.choose(asked, 8);
    await there.answers(taken(there.asked[0]));
    asked = keyOf(next);
    adopt(outbox, { ...next, open: true }, { answer: stored({ question: next.id, opened: next.opened, vote_id: 'v', sequence: 1, score: 4 }) });
    assert.equal(outbox.status(asked), 'saved');
    assert.equal(outbox.chosen(asked), 4);
    adopt(outbox, { ...next, open: true }, { answer: stored({ ...there.asked[0] }) }); // late word of the one before
    assert.equal(outbox.chosen(asked), 4);
  }
});

test('what is stored is known of a question that is covered at the moment', () => {
  const own = { answer: stored({ question: 1, opened: 900, vote_id: 'v', sequence: 4, domains: ['a'] }) };
  const { outbox } = answers(null, { own });
  assert.deepEqual(chosenNeeds(outbox.chosen(OF_NEEDS)), ['a']);
  const nothing = answers(null, { own: { answer: { ...own.answer, domains: [] } } });
  assert.deepEqual(chosenNeeds(nothing.outbox.chosen(OF_NEEDS)), []);
});

test('an answer that came too late says so once', async () => {
  const { there, outbox } = answers(SCORE);
  const told = [];
  outbox.addEventListener('refused', ({ detail }) => told.push([detail.code, detail.round]));
  outbox.choose(OF_SCORE, 3);
  await there.answers(refusal('question-closed', false));
  assert.deepEqual(told, [['question-closed', OF_SCORE]]);
  assert.equal(outbox.chosen(OF_SCORE), undefined);
});

function chooser(most = 3) {
  const { there, outbox } = answers(NEEDS);
  const kept = keep();
  return { there, outbox, kept, choosing: new Choosing({ keep: kept, outbox, most }) };
}

test('nothing is ticked beforehand, and what is ticked is kept until it is sent', async () => {
  const { there, kept, choosing } = chooser();
  assert.equal(choosing.selected(OF_NEEDS), null);
  assert.equal(choosing.status(OF_NEEDS), 'none');
  choosing.toggle(OF_NEEDS, 'a', true);
  choosing.toggle(OF_NEEDS, 'b', true);
  assert.equal(choosing.status(OF_NEEDS), 'unsent');
  assert.deepEqual(kept.read(), { question: OF_NEEDS, keys: ['a', 'b'] });
  choosing.send(OF_NEEDS);
  choosing.send(OF_NEEDS); // a double tap
  await there.answers(taken(there.asked[0]));
  assert.equal(there.asked.length, 1);
  assert.equal(choosing.status(OF_NEEDS), 'saved');
  assert.equal(kept.read(), null);
});

test('one too many is not taken, and "Can’t say" stands alone', () => {
  const { choosing } = chooser(2);
  choosing.toggle(OF_NEEDS, 'a', true);
  choosing.toggle(OF_NEEDS, 'b', true);
  assert.equal(choosing.toggle(OF_NEEDS, 'c', true), false);
  assert.deepEqual(choosing.selected(OF_NEEDS), ['a', 'b']);
  choosing.toggle(OF_NEEDS, '', true);
  assert.deepEqual(choosing.selected(OF_NEEDS), []);
  choosing.toggle(OF_NEEDS, 'c', true);
  assert.deepEqual(choosing.selected(OF_NEEDS), ['c']);
  choosing.toggle(OF_NEEDS, 'c', false);
  assert.equal(choosing.selected(OF_NEEDS), null);
  assert.equal(choosing.status(OF_NEEDS), 'none');
});

test('a change after sending is one until it is sent or taken back', async () => {
  const { there, choosing } = chooser();
  choosing.toggle(OF_NEEDS, 'a', true);
  choosing.send(OF_NEEDS);
  await there.answers(taken(there.asked[0]));
  choosing.toggle(OF_NEEDS, 'b', true);
  assert.equal(choosing.status(OF_NEEDS), 'changed');
  choosing.toggle(OF_NEEDS, 'b', false);
  assert.equal(choosing.status(OF_NEEDS), 'saved');
  choosing.toggle(OF_NEEDS, 'a', false);
  assert.equal(choosing.status(OF_NEEDS), 'emptied'); // the earlier answer still stands
  choosing.send(OF_NEEDS);
  assert.equal(there.asked.length, 1);
});

test('what was ticked for a question before is not ticked in the next', () => {
  const { choosing } = chooser();
  choosing.toggle(OF_NEEDS, 'a', true);
  assert.equal(choosing.selected(keyOf({ id: 1, opened: 990 })), null);
});

function suggestions(kept = keep(), isOver = () => false) {
  const there = server();
  let ids = 0;
  return { there, kept, box: new Suggestions({ keep: kept, ask: there.ask, newId: () => `s${(ids += 1)}`, most: 3, isOver }) };
}

test('a suggestion is sent once, and says how many are left', async () => {
  const { there, box } = suggestions();
  assert.equal(box.left, 3);
  box.write(' A list  ');
  box.send();
  box.send(); // a double tap
  assert.equal(box.status, 'sending');
  await there.answers({ ok: true, left: 2 });
  assert.deepEqual(there.asked, [{ id: 's1', text: 'A list' }]);
  assert.equal(box.status, 'sent');
  assert.equal(box.left, 2);
  assert.equal(box.draft, '');
});

test('a draft and a suggestion on its way outlive a reload', async () => {
  const first = suggestions();
  first.box.write('One');
  first.box.send();
  first.box.write('Two');
  const { there, box } = suggestions(keep(first.kept.read()));
  await there.heard(1);
  assert.deepEqual(there.asked, [{ id: 's1', text: 'One' }]);
  assert.equal(box.draft, 'Two');
  assert.equal(box.status, 'sending');
});

test('what could not be taken comes back into the field', async () => {
  const { there, box } = suggestions();
  const told = [];
  box.addEventListener('refused', ({ detail }) => told.push(detail.code));
  box.write('One');
  box.send();
  await there.answers(refusal('suggestions-closed', false));
  assert.equal(box.draft, 'One');
  assert.equal(box.left, 3);
  box.send();
  await there.answers(refusal('too-many-suggestions', false));
  assert.equal(box.left, 0);
  box.send();
  await settled();
  assert.equal(there.asked.length, 2);
  assert.deepEqual(told, ['suggestions-closed', 'too-many-suggestions']);
});

test('what could not be taken stays beside what was written since', async () => {
  const { there, box } = suggestions();
  box.write('One');
  box.send();
  box.write('Two');
  await there.answers(refusal('suggestions-closed', false));
  assert.equal(box.draft, 'One\nTwo');
});

test('once it is over there is one last try, and what was not sent is kept to be copied', async () => {
  let isOver = false;
  const { there, box, kept } = suggestions(keep(), () => isOver);
  const told = [];
  box.addEventListener('refused', ({ detail }) => told.push(detail.code));
  box.write('One');
  box.send();
  await there.answers(refusal('no-answer', true));
  assert.equal(box.status, 'late');
  box.write('Two');
  assert.equal(box.unsent, '');
  isOver = true;
  box.hurry();
  await there.heard(2);
  assert.equal(box.unsent, '', 'it may still have been taken');
  await there.answers(refusal('no-answer', true));
  assert.deepEqual(told, ['no-answer']);
  assert.equal(box.unsent, 'One\nTwo');
  box.hurry();
  await settled();
  assert.equal(there.asked.length, 2);
  const next = suggestions(keep(kept.read()), () => true);
  assert.equal(next.box.unsent, 'One\nTwo');
  assert.equal(next.there.asked.length, 0);
});

test('a last try that is taken leaves nothing to copy', async () => {
  const first = suggestions();
  first.box.write('One');
  first.box.send();
  const { there, box } = suggestions(keep(first.kept.read()), () => true);
  await there.heard(1);
  await there.answers({ ok: true, left: 2 });
  assert.equal(box.unsent, '');
  assert.equal(box.isWritten, false);
});
