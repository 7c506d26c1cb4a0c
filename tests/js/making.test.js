import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Making } from '../../static/js/lead/making.js';

const WORDS = { files: { pdf: 'Report' }, making: { pdf: 'Making' }, made: 'Made: {name}', not_made: '{name}: check your connection' };
const WAIT = 'Many reports are being made. Wait a minute.';
const ANSWERS = {
  '/busy': [503, { 'Content-Type': 'application/json' }, JSON.stringify({ ok: false, error: { code: 'busy', sentence: WAIT } })],
  '/gateway': [502, { 'Content-Type': 'text/html' }, '<h1>Bad gateway</h1>'],
  '/portal': [200, { 'Content-Type': 'text/html' }, '<h1>Accept the terms</h1>'],
  '/file': [200, { 'Content-Disposition': 'attachment; filename="report.pdf"' }, '%PDF'],
};
const accepted = [];
const server = createServer((request, response) => {
  accepted.push(request.headers.accept);
  const [status, headers, body] = ANSWERS[request.url];
  response.writeHead(status, headers).end(body);
});
before(() => new Promise((listens) => server.listen(0, '127.0.0.1', listens)));
after(() => server.close());

async function press(path) {
  const [said, saved] = [[], []];
  const files = new Making({
    say: (sentence) => said.push(sentence),
    draw: () => undefined,
    words: WORDS,
    save: (blob, name) => saved.push(name),
  });
  const href = `http://127.0.0.1:${server.address().port}${path}`;
  await files.press({ preventDefault: () => undefined, currentTarget: { href } }, 'pdf');
  return { problem: files.problem, last: said.at(-1), saved };
}

test('what the server says of a file that is not made is what people read and hear', async () => {
  assert.deepEqual(await press('/busy'), { problem: WAIT, last: WAIT, saved: [] });
  assert.equal(accepted.at(-1), 'application/json');
});

test('where the server did not answer, that may be the connection', async () => {
  const sentence = 'Report: check your connection';
  for (const path of ['/gateway', '/portal']) {
    assert.deepEqual(await press(path), { problem: sentence, last: sentence, saved: [] });
  }
});

test('a file is saved under its name', async () => {
  assert.deepEqual(await press('/file'), { problem: '', last: 'Made: Report', saved: ['report.pdf'] });
});
