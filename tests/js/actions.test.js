// What the console's buttons send, and that each is shown busy by the name under which its command runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settled } from './stage.js';

// What lit-html wants of a page in order to be loaded; templates are made without one.
globalThis.document = { createTreeWalker: () => ({}), documentElement: { lang: 'en' } };
const { Actions } = await import('../../static/js/trainer/actions.js');
const { Desk } = await import('../../static/js/trainer/desk.js');
const { domainList } = await import('../../static/js/trainer/domains.js');
const { RulingDrafts } = await import('../../static/js/trainer/draft.js');

const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const keys = ['clarity', 'contact', 'outcomes'];
const framework = {
  opens: 'cell', rows_from: '', repeat: null, copies: [],
  rows: keys.map((key) => ({ key, name: key, short: key, block: '' })),
  domains: keys.map((key) => ({ key, name: key, short: key, letter: 'C', row: key, column: 'rating', copy: null, ballot_keys: [key] })),
  topics: keys.map((key) => ({ key, cells: [key], copy: null, row: key })),
  columns: [{
    key: 'rating', kind: 'rating', settle: 'ruling', most: 1,
    places: ['low', 'high'].map((label, place) => ({ place, value: place, rating: place, label, said: label })),
  }],
};
const VIEW = {
  step: 7, phase: 'revealed', domain: 'clarity', next_domain: 'contact', round: null, rounds: [{ id: 1 }], advice: { say: '' },
  trainers: [{ id: 'me', named: false }], domains: [], options: [],
  allowed: ['open_round', 'show_domain', 'reopen_ruling'],
  progress: [
    { domain: 'clarity', status: 'rated', ruling: null },
    { domain: 'contact', status: 'waiting', ruling: null },
    { domain: 'outcomes', status: 'ruled', ruling: { method: 'consensus', rating: 1 } },
  ],
};

/** A console whose trainer says yes to everything; `sent` are the commands, each answered by `answer`. */
function console_(view, answer) {
  const sent = [];
  const live = Object.assign(new EventTarget(), {
    state: { revision: 1, view },
    ask: (event, payload) => {
      sent.push({ event, payload });
      return answer(live);
    },
  });
  const desk = new Desk(live, () => undefined);
  const confirm = { isOpen: false, ask: async () => true };
  const drafts = new RulingDrafts();
  const actions = new Actions({ desk, confirm, me: 'me', words: words.trainer, framework, drafts, lengths: { read: () => null } });
  return { sent, live, desk, drafts, actions, page: { view, framework, words, desk, actions } };
}

test('a decision is sent for the step on screen at the press, whatever happens while a name is taken', async () => {
  const { sent, live, drafts, actions } = console_(VIEW, async (live) => {
    live.state = { revision: 2, view: { ...VIEW, step: 8 } }; // another trainer has acted
    return { ok: true, revision: 2 };
  });
  Object.assign(drafts.for(VIEW), { method: 'consensus', rating: 1, by: 'A. Trainer' });
  await actions.recordRuling();
  assert.deepEqual(sent.map(({ event }) => event), ['introduce', 'record_ruling']);
  assert.equal(live.state.view.step, 8);
  assert.equal(sent[1].payload.step, 7);
});

test('many rows are recorded together for the step on screen, after a question that lists each with its answer', async () => {
  const option = { method: 'unanimous', ratings: [1], proposed: 1, needs_reason: false, most: 1 };
  const cells = keys.slice(0, 2).map((domain) => ({ domain, status: 'rated', ruling: null, options: [option] }));
  const { sent, actions } = console_({ ...VIEW, cells }, async () => ({ ok: true, revision: 1 }));
  const asked = [];
  actions.asking.confirm = { isOpen: false, ask: async (question) => Boolean(asked.push(question())) };
  await actions.recordTogether('unanimous', cells);
  assert.deepEqual(asked[0].list, ['clarity: high', 'contact: high']);
  assert.deepEqual(sent, [{ event: 'record_rulings', payload: { domains: ['clarity', 'contact'], method: 'unanimous', step: 7 } }]);
});

/** The buttons in a template: what is on each, whether it is shown busy, and its press. */
function buttonsIn(part) {
  if (Array.isArray(part)) return part.flatMap(buttonsIn);
  if (!part?.strings) return [];
  const found = {};
  part.strings.forEach((text, at) => {
    const name = /([@\w-]+)="?$/.exec(text.trimEnd())?.[1];
    if (name) found[name] = part.values[at];
  });
  return found['@click'] ? [{ busy: found['aria-disabled'] === 'true', press: found['@click'] }] : part.values.flatMap(buttonsIn);
}

for (const next of ['waiting', 'rated'])
  test(`every button beside a domain is shown busy while its command is under way, where the next one is ${next}`, async () => {
    const progress = VIEW.progress.map((one) => (one.domain === VIEW.next_domain ? { ...one, status: next } : one));
    const drawn = (page) => buttonsIn(domainList(page));
    const many = drawn(console_({ ...VIEW, progress }, null).page).length;
    assert.ok(many >= 4, `${many}`);
    for (let at = 0; at < many; at += 1) {
      const { page, sent } = console_({ ...VIEW, progress }, () => new Promise(() => {}));
      assert.equal(drawn(page)[at].busy, false);
      drawn(page)[at].press();
      await settled();
      assert.equal(sent.length, 1);
      assert.equal(drawn(page)[at].busy, true, `${sent[0].event} ${JSON.stringify(sent[0].payload)}`);
      drawn(page)[at].press();
      assert.equal(sent.length, 1, 'a second press does nothing');
    }
  });
