// What is said aloud of a plan's steps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapingSaid, stepSaid } from '../../static/js/attendee/plan/told.js';

const words = {
  goals: { parts: { needs: 'Needs', goals: 'Goals', scores: 'Scores' } },
  goals_stage: {
    needs: { question: 'Which?' },
    phone: {
      scores: { question: 'How far?' },
      told: { part: 'on {part}', question: 'asked {question}', closed: 'closed', shaping: '{n} reads {text}', agreed: '{n} agreed {text}', settled: '{n} has {score}' },
    },
  },
};
const goal = (more) => ({ id: 'g1', number: 1, version: 0, wording: null, draft: null, scores: [], ...more });
const plan = (more) => ({ on_screen: true, part: 'goals', goal: 'g1', goals: [], question: null, ...more });
const asked = (id, open, kind = 'needs') => ({ id, opened: id, kind, open });

test('each step is said in a sentence', () => {
  const shown = plan({ part: 'needs' });
  assert.equal(stepSaid(null, shown, words), 'on Needs');
  const open = plan({ part: 'needs', question: asked(1, true) });
  assert.equal(stepSaid(shown, open, words), 'asked Which?');
  assert.equal(stepSaid(open, plan({ part: 'needs', question: asked(1, false) }), words), 'closed');
  assert.equal(stepSaid(shown, plan({ part: 'scores', question: asked(2, true, 'score') }), words), 'asked How far?');
});

test('neither turnout nor what is typed is said at each change', () => {
  const open = plan({ part: 'needs', question: { ...asked(1, true), answered: 3 } });
  assert.equal(stepSaid(open, plan({ part: 'needs', question: { ...asked(1, true), answered: 4 } }), words), '');
  const typed = (text) => plan({ goals: [goal({ draft: { text } })] });
  assert.equal(stepSaid(typed('E'), typed('Ev'), words), '');
  assert.equal(shapingSaid(typed('Every school'), words), '1 reads Every school');
  assert.equal(shapingSaid(plan({ goals: [goal({ draft: { text: '' } })] }), words), '');
});

test('an agreed goal and a settled score are said, 0 among them', () => {
  const draft = plan({ goals: [goal({ draft: { text: 'A goal' } })] });
  const agreed = plan({ goals: [goal({ version: 1, wording: { text: 'A goal' } })] });
  assert.equal(stepSaid(draft, agreed, words), '1 agreed A goal');
  const scored = plan({ part: 'scores', goals: [goal({ version: 1, wording: { text: 'A goal' }, scores: [{ workshop: 'w', version: 1, score: 0 }] })] });
  assert.equal(stepSaid({ ...agreed, part: 'scores' }, scored, words), '1 has 0');
  assert.equal(stepSaid(scored, scored, words), '');
});

test('nothing is said of what is not on the screens', () => {
  assert.equal(stepSaid(null, plan({ on_screen: false }), words), '');
  assert.equal(stepSaid(null, null, words), '');
  assert.equal(shapingSaid(undefined, words), '');
});
