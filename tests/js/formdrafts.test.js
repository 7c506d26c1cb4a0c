import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormDrafts } from '../../static/js/trainer/plan/formdrafts.js';
import { keep } from './stage.js';

const HERE = 'w1';
const NOTE = 'note g1';

/** A state at this step; `more` is what of the plan is otherwise. */
function view(step, more = {}) {
  const { hinders = 'No time', helps = '' } = more;
  const goal = { id: 'g1', state: more.closed ? 'reached' : 'open', wording: { text: 'A goal' }, notes: [{ workshop: 'w0', hinders: 'Before', helps: '' }, { workshop: HERE, hinders, helps }] };
  return { plan: { step, goals: [goal], actions: [], sessions: [], question: null, by_hand: [], by_hand_cant_say: 0, ...more.plan } };
}

function forms(kept = keep(), first = view(1)) {
  const drafts = new FormDrafts({ keep: kept, workshop: HERE, changed: () => {} });
  drafts.follow(first);
  return drafts;
}

test('what is typed comes back after a reload, until it is sent or thrown away', async () => {
  const kept = keep();
  forms(kept).type(NOTE, { helps: 'A list' });
  const again = forms(kept);
  assert.deepEqual(again.valuesOf(NOTE), { hinders: 'No time', helps: 'A list' });
  assert.deepEqual(again.unsent, [NOTE]);
  await again.send(NOTE, async () => true);
  assert.deepEqual(again.unsent, []);
  again.begin('session new', { areas: ['clarity'] });
  assert.equal(forms(kept).isOpen('session new'), true);
  again.discard('session new');
  assert.equal(forms(kept).isOpen('session new'), false);
  assert.equal(kept.read(), null);
});

test('a form that says what was there is none that is typed in', () => {
  const drafts = forms();
  drafts.type(NOTE, { helps: 'A' });
  drafts.type(NOTE, { helps: '' });
  assert.deepEqual(drafts.unsent, []);
  drafts.follow(view(2, { hinders: 'Theirs' }));
  assert.equal(drafts.valuesOf(NOTE).hinders, 'Theirs');
});

test('what somebody else wrote in the same field is shown, and the step sent is that of the form', async () => {
  const drafts = forms();
  drafts.type(NOTE, { hinders: 'Mine' });
  drafts.follow(view(2, { helps: 'Theirs' })); // another field: nothing clashes
  assert.deepEqual([drafts.meanwhile(NOTE), drafts.stepOf(NOTE)], [[], 2]);
  drafts.follow(view(3, { hinders: 'Theirs', helps: 'Theirs' }));
  assert.deepEqual([drafts.meanwhile(NOTE), drafts.stepOf(NOTE)], [['hinders'], 2]);
  assert.deepEqual(drafts.valuesOf(NOTE), { hinders: 'Mine', helps: 'Theirs' });
  const steps = [];
  await drafts.send(NOTE, async (step) => {
    steps.push(step);
    return false;
  });
  assert.deepEqual(drafts.meanwhile(NOTE), ['hinders'], 'refused: both are still there');
  drafts.keepMine(NOTE);
  await drafts.send(NOTE, async (step) => Boolean(steps.push(step)));
  assert.deepEqual(steps, [2, 3]);
});

test('theirs can be taken instead', () => {
  const drafts = forms();
  drafts.type(NOTE, { hinders: 'Mine', helps: 'A list' });
  drafts.follow(view(2, { hinders: 'Theirs' }));
  drafts.useTheirs(NOTE);
  assert.deepEqual(drafts.valuesOf(NOTE), { hinders: 'Theirs', helps: 'A list' });
  assert.deepEqual([drafts.meanwhile(NOTE), drafts.stepOf(NOTE)], [[], 2]);
});

test('who was refused before the state came is told once it is there', async () => {
  const drafts = forms();
  drafts.type(NOTE, { hinders: 'Mine' });
  await drafts.send(NOTE, async () => false);
  drafts.follow(view(2, { hinders: 'Theirs' }));
  assert.deepEqual([drafts.meanwhile(NOTE), drafts.stepOf(NOTE)], [['hinders'], 1]);
});

test('what is typed while a form is sent stays, and clashes with nothing of its own', async () => {
  const drafts = forms();
  drafts.type(NOTE, { hinders: 'Mine ' });
  await drafts.send(NOTE, async () => {
    drafts.type(NOTE, { hinders: 'Mine and more' });
    drafts.follow(view(2, { hinders: 'Mine' }));
    assert.deepEqual(drafts.meanwhile(NOTE), []);
    return true;
  });
  assert.deepEqual([drafts.valuesOf(NOTE).hinders, drafts.stepOf(NOTE)], ['Mine and more', 2]);
  assert.deepEqual(drafts.meanwhile(NOTE), []);
});

test('what was typed about something that is gone is there to be read', () => {
  const drafts = forms();
  drafts.type(NOTE, { hinders: 'Mine' });
  drafts.follow({ plan: null }); // a round is open
  assert.deepEqual(drafts.stranded, []);
  drafts.follow(view(2, { closed: true }));
  assert.deepEqual(drafts.stranded, [{ what: NOTE, typed: { hinders: 'Mine' } }]);
  drafts.follow(view(3));
  assert.deepEqual(drafts.stranded, []);
  drafts.follow(view(4, { closed: true }));
  drafts.discard(NOTE);
  assert.deepEqual(drafts.stranded, []);
});

test('answers by hand belong to their question, and another trainer’s are not overwritten unseen', () => {
  const asked = (step, counts, id = 7) => view(step, { plan: { question: { id, opened: 1, open: true }, by_hand: counts } });
  const drafts = forms(keep(), asked(1, []));
  drafts.type('hand 7@1', { 0: '2' });
  drafts.follow(asked(2, [0, 1]));
  assert.deepEqual(drafts.meanwhile('hand 7@1'), []);
  drafts.follow(asked(3, [3, 1]));
  assert.deepEqual(drafts.meanwhile('hand 7@1'), ['0']);
  assert.equal(drafts.valuesOf('hand 7@1')[1], '1');
  drafts.follow(asked(4, [], 8));
  assert.deepEqual(drafts.stranded.map(({ what }) => what), ['hand 7@1']);
});

test('an action and a session are filled in from what they say', () => {
  const action = { id: 'a1', text: 'Send', owner: '', due: '2026-12-01', goal: '', session: 's1', domain: 'clarity' };
  const session = { id: 's1', format: 'workshop', areas: ['b', 'a'], items: [], led: [{ text: 'T', speaker: '' }], event: 'e1' };
  const drafts = forms(keep(), view(1, { plan: { actions: [action], sessions: [session] } }));
  drafts.begin('action a1');
  assert.deepEqual(drafts.valuesOf('action a1'), { text: 'Send', owner: '', due: '2026-12-01', about: 'session s1' });
  assert.deepEqual(drafts.unsent, []);
  drafts.type('session s1', { areas: ['a'] });
  drafts.type('session s1', { areas: ['a', 'b'] });
  assert.deepEqual(drafts.unsent, []);
  assert.equal(drafts.valuesOf('session new').format, '');
});

test('a second press while it is sent does nothing, and what is typed on clashes with nobody', async () => {
  const drafts = forms();
  drafts.type(NOTE, { hinders: 'Mine' });
  let done;
  const first = drafts.send(NOTE, () => new Promise((resolve) => (done = resolve)));
  let again = 0;
  assert.equal(await drafts.send(NOTE, async () => (again += 1)), false);
  assert.equal(again, 0);
  drafts.type(NOTE, { hinders: 'Mine, and more' });
  drafts.follow(view(2, { hinders: 'Mine' })); // what the first press led to
  assert.deepEqual(drafts.meanwhile(NOTE), []);
  done(true);
  assert.equal(await first, true);
  assert.deepEqual(drafts.meanwhile(NOTE), []);
  assert.equal(drafts.valuesOf(NOTE).hinders, 'Mine, and more');
});

test('what is answered after the workshop was deleted leaves nothing in the browser', async () => {
  const kept = keep();
  const drafts = forms(kept);
  drafts.type(NOTE, { hinders: 'Mine' });
  drafts.begin('session new');
  let done;
  const sent = drafts.send(NOTE, () => new Promise((resolve) => (done = resolve)));
  drafts.clear();
  done(false);
  await sent;
  assert.equal(kept.read(), null);
});

test('what is typed is about nothing else of the same id, once the workshop has moved to another plan', () => {
  const kept = keep();
  const drafts = forms(kept, view(1, { plan: { key: 'here' } }));
  drafts.type(NOTE, { hinders: 'Mine' });
  drafts.type('action new', { text: 'Book the hall' });
  drafts.follow(view(7, { hinders: 'Of another goal', plan: { key: 'there' } }));
  for (const each of [drafts, forms(kept, view(7, { hinders: 'Of another goal', plan: { key: 'there' } }))]) {
    assert.equal(each.valuesOf(NOTE).hinders, 'Of another goal');
    assert.deepEqual(each.stranded.map(({ typed }) => typed), [{ hinders: 'Mine' }]);
    assert.equal(each.valuesOf('action new').text, 'Book the hall');
  }
  drafts.discard(drafts.stranded[0].what);
  assert.deepEqual(drafts.unsent, ['action new']);
});
