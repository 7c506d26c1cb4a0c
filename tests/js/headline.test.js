import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { headline } from '../../static/js/lead/headline.js';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));
const { lead } = read('../../voting/words/en.json');
const framework = read('../../voting/instruments/library/cascade.json');

for (const { says, finished, ...summary } of read('./headlines.json')) {
  test(says, () => {
    const view = { summary, domains: framework.domains, finished_at: finished ? '2026-11-22T12:00:00Z' : null };
    assert.equal(headline(view, framework, lead.headline), says);
  });
}
