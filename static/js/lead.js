// The lead's results page: follows the workshop while it runs and stays as its record.
import { html, render } from '../vendor/lit-html/lit-html.js';
import { readBoot } from './boot.js';
import { follow } from './follow.js';
import { results } from './lead/results.js';
import { Live } from './live.js';

const boot = readBoot();
const { words, framework } = boot;
const root = document.getElementById('main');
const live = new Live(boot);

const language = document.documentElement.lang;
const DAY = { day: 'numeric', month: 'long', year: 'numeric' };
const MOMENT = { ...DAY, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
// A bare date means a day, not midnight in Greenwich.
const date = (day) => new Date(`${day}T12:00`).toLocaleDateString(language, DAY);
const time = (iso) => new Date(iso).toLocaleString(language, MOMENT);

function draw() {
  const { view } = live.state;
  render(live.ended ? ended() : results({ boot, framework, words, live, view, date, time }), root);
}

function ended() {
  return html`<div class="panel">
    <h1>${words.lead.ended_title}</h1>
    <p>${live.ended.sentence}</p>
  </div>`;
}

follow({ boot, live, connected: words.lead.connected, draw });
root.replaceChildren();
draw();
