import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Stamps, changedStampOf, stampOf } from '../../static/js/lead/stamp.js';

const ROUND = { id: 'r1', counts: [1, 2], cant_say: 0, measures: {} };
const VIEW = {
  workshop: { title: 'A try-out', area: 'Test area', kind: 'baseline', date: '2026-11-22', code: 'ABC' },
  people: { joined: 3, connected: 3, ever: 3 },
  finished_at: null,
  domains: [{ status: 'ruled', ruling: { rating: 1, at: 'then', note: '' }, rounds: [ROUND] }],
};
const changed = (change) => {
  const view = structuredClone(VIEW);
  change(view);
  return stampOf(view);
};

test('whatever the picture shows changes its stamp', () => {
  const changes = [
    (view) => (view.workshop.title = ''),
    (view) => (view.workshop.area = 'Another'),
    (view) => (view.workshop.kind = 'review'),
    (view) => (view.workshop.date = '2026-11-23'),
    (view) => (view.people.ever = 4),
    (view) => (view.finished_at = 'now'),
    ({ domains: [domain] }) => (domain.status = 'open'),
    ({ domains: [domain] }) => (domain.ruling = null),
    ({ domains: [domain] }) => (domain.ruling.rating = null),
    ({ domains: [domain] }) => (domain.rounds[0].counts = [1, 1]), // somebody was removed with their ballot
    ({ domains: [domain] }) => (domain.rounds[0].cant_say = 1),
    ({ domains: [domain] }) => domain.rounds.push({ ...ROUND, id: 'r2' }),
  ];
  const stamps = changes.map(changed);
  assert.equal(new Set([stampOf(VIEW), ...stamps]).size, 1 + changes.length);
});

test('what it does not show leaves the stamp as it is', () => {
  assert.equal(changed((view) => (view.people.connected = 0)), stampOf(VIEW));
  assert.equal(changed((view) => (view.people.joined = 2)), stampOf(VIEW));
  assert.equal(changed(({ domains: [domain] }) => (domain.ruling.note = 'Later')), stampOf(VIEW));
});

test('the picture of what changed is another one when an earlier workshop is decided anew', () => {
  const view = { ...structuredClone(VIEW), changed: { domains: [{ then: [{ rating: 1 }, { rating: 2 }] }] } };
  const before = changedStampOf(view);
  view.changed.domains[0].then[0].rating = 0;
  assert.notEqual(changedStampOf(view), before);
  assert.equal(stampOf(view), stampOf(VIEW), 'the profile is not');
});

test('however much there is to show, its stamp is short enough for an address', () => {
  const view = structuredClone(VIEW);
  view.changed = { domains: Array.from({ length: 50 }, (_, n) => ({ key: `domain-${n}`, then: [{ rating: n }] })) };
  assert.ok(changedStampOf(view).length < 20);
  assert.ok(stampOf(view).length < 20);
});

test('while people join the stamp changes once in a few seconds, and the last of them is in it', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const view = structuredClone(VIEW);
  const given = [];
  const look = () => given.push(stamps.of(view));
  const stamps = new Stamps(look);
  look();
  for (let person = 0; person < 50; person += 1) {
    mock.timers.tick(100);
    view.people.ever += 1;
    look();
  }
  for (let second = 0; second < 10; second += 1) mock.timers.tick(1000);
  assert.ok(new Set(given).size <= 4, `${new Set(given).size} pictures in five seconds`);
  assert.equal(given.at(-1), stampOf(view));
  // After a quiet time a change is shown at once.
  view.workshop.title = 'Another';
  assert.equal(stamps.of(view), stampOf(view));
  mock.timers.reset();
});
