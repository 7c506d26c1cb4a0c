// The lead's results page: follows the workshop while it runs and stays as its record.
import '../lib/drawing.js'; // before anything is drawn
import { html, render } from '../../vendor/lit-html/lit-html.js';
import { readBoot } from '../lib/boot.js';
import { follow } from '../lib/follow.js';
import { results } from '../lead/results.js';
import { Live } from '../lib/live.js';
import { fill } from '../lib/words.js';

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

// At the foot of every sheet, so that one found alone says what it is of, and from when. Style
// sheets take it as a string.
function signPaper() {
  const { area, date: day, rehearsal } = live.state.view.workshop;
  const printed = fill(words.lead.printed, { time: time(new Date().toISOString()) });
  const mark = rehearsal ? [words.common.rehearsal.name] : [];
  const said = [...mark, area, date(day), words.common.product, printed].join(' · ');
  document.documentElement.style.setProperty('--paper', JSON.stringify(said));
}

function ended() {
  return html`<div class="panel">
    <h1>${words.lead.ended_title}</h1>
    <p>${live.ended.sentence}</p>
  </div>`;
}

follow({ boot, live, connected: words.lead.connected, draw });
addEventListener('beforeprint', signPaper);
root.replaceChildren();
draw();
