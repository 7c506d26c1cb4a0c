import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { headline } from '../../static/js/lead/headline.js';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));
const { lead } = read('../../voting/words/en.json');
const cascade = read('../../voting/instruments/library/cascade.json');
const framework = { ...cascade, columns: [{ key: 'rating', settle: 'ruling', places: cascade.levels }] };

for (const { says, finished_at, ...summary } of read('./headlines.json')) {
  test(says, () => {
    assert.equal(headline({ summary, domains: framework.domains, finished_at }, framework, lead.headline), says);
  });
}
