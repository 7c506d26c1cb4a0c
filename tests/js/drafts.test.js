// What a trainer is writing: a decision, and ratings entered by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubt, isChosen, missing, toggled } from '../../static/js/trainer/draft.js';
import { ByHandDrafts, payloadOf, takeUp, wrongIn } from '../../static/js/trainer/handdraft.js';

const round = (...counts) => ({ counts, ratings: counts.reduce((a, b) => a + b, 0) });
const consensus = (rating) => ({ method: 'consensus', rating, note: '' });

test('a consensus is in doubt if it is not among the ratings that most chose', () => {
  const clear = round(0, 1, 17, 1);
  assert.deepEqual(doubt(consensus(1), clear), { say: 'most', tops: [2], votes: 17, ratings: 19, rating: 1 });
  assert.equal(doubt(consensus(2), clear), null);
  assert.equal(doubt(consensus(null), clear), null);
  assert.equal(doubt({ ...consensus(1), method: 'majority' }, clear), null);
});

test('every one of several that are level is among those that most chose', () => {
  const level = round(7, 5, 7, 0);
  assert.equal(doubt(consensus(0), level), null);
  assert.equal(doubt(consensus(2), level), null);
  assert.deepEqual(doubt(consensus(1), level), { say: 'tied', tops: [0, 2], votes: 7, ratings: 19, rating: 1 });
});

test('the largest share is not called most unless it is over half', () => {
  assert.equal(doubt(consensus(0), round(4, 8, 6, 1)).say, 'largest');
  assert.equal(doubt(consensus(0), round(0, 5, 5 - 1, 0)).say, 'most');
  assert.equal(doubt(consensus(0), round(0, 5, 4, 1)).say, 'largest'); // exactly half
});

test('where nobody gave a rating nothing is in doubt', () => {
  assert.equal(doubt(consensus(0), round(0, 0, 0, 0)), null);
  assert.equal(doubt(consensus(0), undefined), null);
});

test('all that a decision lacks is named at once', () => {
  const options = [
    { method: 'tie-break', ratings: [0, 2], needs_reason: true },
    { method: 'unresolved', ratings: [], needs_reason: true },
  ];
  assert.deepEqual(missing({ method: null, rating: null, note: '' }, options), ['method']);
  assert.deepEqual(missing({ method: 'tie-break', rating: null, note: ' ' }, options), ['rating', 'note']);
  assert.deepEqual(missing({ method: 'unresolved', rating: null, note: '' }, options), ['note']);
  assert.deepEqual(missing({ method: 'tie-break', rating: 2, note: 'To be careful' }, options), []);
});

const open = (domain, id) => ({ domain, round: { id } });
const closed = (domain) => ({ domain, round: null });

test('counts that were being typed when the round closed are kept for the next round of their domain', () => {
  const drafts = new ByHandDrafts();
  drafts.for(open('clarity', 1), 4).counts[2] = '3';
  assert.deepEqual(drafts.leftOf(open('clarity', 1)), []);
  assert.deepEqual(drafts.leftOf(closed('clarity')).map(({ draft }) => draft.counts), [['', '', '3', '']]);
  assert.deepEqual(drafts.leftOf(closed('contact')), []);
  assert.deepEqual(drafts.for(open('contact', 2), 4).counts, ['', '', '', '']);
  const again = drafts.for(open('clarity', 3), 4);
  assert.deepEqual(payloadOf(again), { round: 3, sector: '', counts: [0, 0, 3, 0], cant_say: 0 });
  drafts.discard('clarity');
  assert.deepEqual(drafts.leftOf(closed('clarity')), []);
});

test('nothing is left of what was entered, or taken up again and not changed', () => {
  const drafts = new ByHandDrafts();
  const draft = drafts.for(open('clarity', 1), 4);
  Object.assign(draft, { sector: 'school', counts: ['', '2', '', ''] });
  drafts.done(payloadOf(draft));
  assert.deepEqual(drafts.leftOf(closed('clarity')), []);
  takeUp(draft, { sector: 'school', counts: [0, 2, 0, 0], cant_say: 1 });
  assert.deepEqual(drafts.leftOf(closed('clarity')), []);
  draft.cantSay = '2';
  assert.equal(drafts.leftOf(closed('clarity'))[0].draft.cantSay, '2');
});

test('what was typed on while the rest was on its way stays', () => {
  const drafts = new ByHandDrafts();
  const draft = drafts.for(open('clarity', 1), 4);
  draft.counts[0] = '1';
  const sent = payloadOf(draft);
  draft.counts[1] = '4';
  drafts.done(sent);
  assert.deepEqual(draft.counts, ['1', '4', '', '']);
});

test('each number that is none is named', () => {
  assert.deepEqual(wrongIn({ counts: ['1', '-1', '2.5', ''], cantSay: '61' }, 60), [1, 2, 'cant-say']);
  assert.deepEqual(wrongIn({ counts: ['', '', '', ''], cantSay: '60' }, 60), []);
});

test('of several rows each has a draft of its own, with its key; of several options also how many people they are', () => {
  const drafts = new ByHandDrafts();
  const view = open('*', 1);
  const cells = ['trust', 'time'];
  assert.equal(drafts.cellOf('*', cells), 'trust');
  drafts.choose('*', 'time');
  assert.equal(drafts.cellOf('*', cells), 'time');
  assert.equal(drafts.cellOf('*', ['trust']), 'trust');
  drafts.for(view, 2, 'trust').counts[1] = '4';
  const several = drafts.for(view, 2, 'time', 2);
  Object.assign(several, { counts: ['3', '2'], people: '3' });
  assert.deepEqual(payloadOf(several), { round: 1, sector: '', counts: [3, 2], cant_say: 0, cell: 'time', answered: 3 });
  assert.deepEqual(drafts.leftOf(closed('*'), cells).map(({ cell }) => cell), cells);
  drafts.done(payloadOf(several));
  assert.deepEqual(drafts.leftOf(closed('*'), cells).map(({ cell }) => cell), ['trust']);
  assert.deepEqual(wrongIn({ counts: ['1', ''], cantSay: '', people: '2.5' }, 60), ['answered']);
});

test('of a choice of several, up to as many as it takes are chosen, in order', () => {
  const options = [{ method: 'consensus', ratings: [0, 1, 2], needs_reason: false, most: 2 }];
  const draft = { method: 'consensus', rating: null, note: '' };
  assert.deepEqual(missing(draft, options), ['rating']);
  draft.rating = toggled(draft.rating, 2, true);
  draft.rating = toggled(draft.rating, 0, true);
  assert.deepEqual(draft.rating, [0, 2]);
  assert.ok(isChosen(draft, 2) && !isChosen(draft, 1));
  assert.deepEqual(missing(draft, options), []);
  assert.deepEqual(missing({ ...draft, rating: [0, 1, 2] }, options), ['rating']);
  assert.equal(toggled(toggled([0, 2], 0, false), 2, false), null);
  assert.equal(doubt(draft, round(3, 0, 0)), null);
});

test('hands go with their cell unless what is open is that cell, as the server takes them', () => {
  const drafts = new ByHandDrafts();
  const cellSent = (domain, cell) => payloadOf(drafts.for({ domain, round: { id: 1, cells: [cell] } }, 2, cell)).cell;
  assert.equal(cellSent('*', 'place.there'), 'place.there'); // all that was left to ask
  assert.equal(cellSent('place.there', 'place.there'), undefined);
});
