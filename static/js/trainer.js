// The trainers' console: joins the connection, the desk and the panels.
import { html, nothing, render } from '../vendor/lit-html/lit-html.js';
import { Announcer } from './announcer.js';
import { spoken } from './attendee/story.js';
import { domainOf, readBoot } from './boot.js';
import { Keep } from './keep.js';
import { Live } from './live.js';
import { Actions, goTo } from './trainer/actions.js';
import { Confirm } from './trainer/confirm.js';
import { Desk } from './trainer/desk.js';
import { domainList } from './trainer/domains.js';
import { RulingDrafts } from './trainer/draft.js';
import { details, trainers } from './trainer/forms.js';
import { HandsDraft } from './trainer/hands.js';
import { header } from './trainer/header.js';
import { keyList, Shortcuts } from './trainer/keys.js';
import { leastGroup } from './trainer/least.js';
import { LinkBox, links } from './trainer/links.js';
import { next } from './trainer/next.js';
import { people } from './trainer/people.js';
import { practice } from './trainer/practice.js';
import { screen } from './trainer/screen.js';
import { fill } from './words.js';

const boot = readBoot();
const { words, framework } = boot;
const root = document.getElementById('main');
const announcer = new Announcer(document.getElementById('status'));
const live = new Live(boot);
const desk = new Desk(live);
const drafts = new RulingDrafts();
const handsDraft = new HandsDraft();
const linkBox = new LinkBox(boot.workshop);
const confirm = new Confirm(document.getElementById('confirm'));
const actions = new Actions({ desk, confirm, words: words.trainer, framework, drafts, handsDraft });
const keep = new Keep('cascade.shortcuts');
const shortcuts = new Shortcuts({ keep, desk, actions, confirm, changed: draw });
let { view } = live.state;

function date(iso) {
  const style = { day: 'numeric', month: 'long', year: 'numeric' };
  return new Date(iso).toLocaleDateString(document.documentElement.lang, style);
}

function draw() {
  const left = live.timerLeft();
  const page = {
    boot, framework, words, live, desk, actions, drafts, handsDraft, linkBox, shortcuts, view, left, date,
  };
  render(live.ended ? ended() : panels(page), root);
}

function panels(page) {
  return html`
    ${live.freshness === 'stale' ? html`<p class="banner">${words.trainer.stale}</p>` : nothing}
    ${header(page)}
    <div class="desk">
      <div class="desk-main">${next(page)} ${domainList(page)}</div>
      <div class="desk-side">
        ${practice(page)} ${people(page)} ${screen(page)} ${leastGroup(page)} ${links(page)} ${trainers(page)}
        ${details(page)} ${keyList(page)}
      </div>
    </div>
  `;
}

function ended() {
  return html`<div class="panel">
    <h1>${words.trainer.ended_title}</h1>
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

// After the person's own press: to what was refused, or, if the button is gone, to the heading of
// the panel it was in; a domain that was opened or shown is now in the panel for the next step.
const HEADINGS = new Set([
  'people', 'practice', 'screen', 'least', 'links', 'trainers', 'details', 'voices', 'hands',
]);
const FORMS = new Set(['trainers', 'details', 'least', 'hands']);

function follow({ detail: { ok, place } }) {
  if (!ok) return goTo('refusal');
  if (FORMS.has(place)) say(words.status.saved);
  if (place === 'nudge') say(words.trainer.ready.sent);
  if (place === 'practice') say(words.trainer.practice.done);
  if (document.activeElement === document.body) goTo(`${HEADINGS.has(place) ? place : 'next'}-title`);
}

function say(sentence) {
  announcer.forget();
  announcer.say(sentence);
}

live.addEventListener('state', moveOn);
live.addEventListener('freshness', () => {
  announcer.say(live.freshness === 'stale' ? words.status.stale : words.status.fresh);
  draw();
});
live.addEventListener('ended', draw);
desk.addEventListener('change', draw);
desk.addEventListener('done', follow);
linkBox.addEventListener('change', draw);
linkBox.addEventListener('copied', () => say(words.trainer.links[linkBox.copied.done ? 'copied' : 'copy_failed']));
root.replaceChildren();
draw();
announcer.say(words.trainer.connected);
setInterval(() => view.timer && draw(), 1000);
