// The lead's results page: follows the workshop while it runs and stays as its record.
import { html, render } from '../vendor/lit-html/lit-html.js';
import { Announcer } from './announcer.js';
import { spoken } from './attendee/story.js';
import { domainOf, readBoot } from './boot.js';
import { results } from './lead/results.js';
import { Live } from './live.js';
import { fill } from './words.js';

const boot = readBoot();
const { words, framework } = boot;
const root = document.getElementById('main');
const announcer = new Announcer(document.getElementById('status'));
const live = new Live(boot);
let { view } = live.state;

const language = document.documentElement.lang;
const DAY = { day: 'numeric', month: 'long', year: 'numeric' };
const MOMENT = { ...DAY, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
// A bare date means a day, not midnight in Greenwich.
const date = (day) => new Date(`${day}T12:00`).toLocaleDateString(language, DAY);
const time = (iso) => new Date(iso).toLocaleString(language, MOMENT);

function draw() {
  render(live.ended ? ended() : results({ boot, framework, words, live, view, date, time }), root);
}

function ended() {
  return html`<div class="panel">
    <h1>${words.lead.ended_title}</h1>
    <p>${live.ended.sentence}</p>
  </div>`;
}

function moveOn() {
  const said = spoken(view, live.state.view);
  view = live.state.view;
  const domain = domainOf(framework, view.domain)?.short;
  if (said) announcer.say(fill(words.status[said], { domain }));
  draw();
}

live.addEventListener('state', moveOn);
live.addEventListener('freshness', () => {
  announcer.say(live.freshness === 'stale' ? words.status.stale : words.status.fresh);
  draw();
});
live.addEventListener('ended', draw);
root.replaceChildren();
draw();
announcer.say(words.lead.connected);
