// The trainers' console: joins the connection, the desk and the panels.
import '../lib/drawing.js'; // before anything is drawn
import { html, nothing, render } from '../../vendor/lit-html/lit-html.js';
import { readBoot } from '../lib/words.js';
import { follow } from '../lib/follow.js';
import { forgetOld, forgetTrainer } from '../lib/forgetting.js';
import { Keep } from '../lib/keep.js';
import { Live } from '../lib/live.js';
import { Actions } from '../trainer/actions.js';
import { Confirm } from '../trainer/confirm.js';
import { Desk } from '../trainer/desk.js';
import { domainList } from '../trainer/domains.js';
import { remove } from '../trainer/delete.js';
import { RulingDrafts } from '../trainer/draft.js';
import { Apart } from '../trainer/doubles.js';
import { details, introduction, trainers } from '../trainer/forms.js';
import { HandsDraft } from '../trainer/byhand.js';
import { header } from '../trainer/header.js';
import { isField, keyList, Shortcuts } from '../trainer/keys.js';
import { leastGroup } from '../trainer/smallest.js';
import { LinkBox, links } from '../trainer/links.js';
import { next } from '../trainer/next.js';
import { goTo, refusal } from '../trainer/parts.js';
import { pause } from '../trainer/pause.js';
import { people } from '../trainer/people.js';
import { practice } from '../trainer/practice.js';
import { screen } from '../trainer/screen.js';
import { Typed } from '../trainer/typed.js';
import { isComplete } from '../trainer/turnout.js';
import { shownReasons } from '../trainer/reasons.js';

const boot = readBoot();
const { words, framework } = boot;
const root = document.getElementById('main');
const live = new Live(boot);
const desk = new Desk(live, fieldOf);
const drafts = new RulingDrafts();
const handsDraft = new HandsDraft();
const linkBox = new LinkBox(boot.workshop, live.state.view.code);
// What was said before a question would be said again after it, when the page comes back.
const confirm = new Confirm(document.getElementById('confirm'), () => announcer.clear());
const apart = new Apart(boot.workshop);
const actions = new Actions({ desk, confirm, pairs: apart, me: boot.trainer, words: words.trainer, framework, drafts, handsDraft, erased });
forgetOld();
const keep = new Keep('cascade.shortcuts');
const unnamed = new Keep(`cascade.unnamed.${boot.workshop}`); // has the trainer gone on without a name?
const shortcuts = new Shortcuts({ keep, desk, actions, confirm, changed: draw });
const typed = new Typed(root, new Keep(`cascade.typed.${boot.workshop}`, 'sessionStorage'));
let complete = false; // has everybody rated in the open round?
let pressed = null; // where the focus was when something was refused

function draw() {
  const { view } = live.state;
  const page = {
    boot, framework, words, live, desk, actions, apart, unnamed, drafts, handsDraft, linkBox, shortcuts, view, dismiss,
    left: live.timerLeft(),
  };
  const notice = document.activeElement?.closest('#refusal');
  render(live.ended ? ended() : panels(page), root);
  if (notice && !notice.isConnected) goTo('next-title');
  queueMicrotask(() => typed.giveBack()); // it may change what is drawn
}

function panels(page) {
  return html`
    ${live.freshness === 'stale' ? html`<p class="banner">${words.trainer.stale}</p>` : nothing}
    ${refusal(page)} ${header(page)} ${introduction(page)}
    <div class="desk">
      <div class="desk-main">${next(page)}</div>
      <div class="desk-side">
        ${practice(page)} ${domainList(page)} ${people(page)} ${screen(page)} ${pause(page)} ${leastGroup(page)} ${shownReasons(page)} ${links(page)} ${trainers(page)}
        ${details(page)} ${keyList(page)} ${remove(page)}
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

// After the person's own press: to what was refused, or, if the button is gone, to the heading of
// the panel it was in; a domain that was opened or shown is now in the panel for the next step.
const HEADINGS = new Set([
  'people', 'practice', 'screen', 'least', 'links', 'trainers', 'details', 'voices', 'reasons', 'hands', 'break',
]);
// What the fields of a place's form are called.
const SENT = {
  ruling: 'ruling', hands: 'hands', trainers: 'trainer', details: 'detail', least: 'least', practice: 'practice',
  introduction: 'own', people: 'merge',
};
const ABOUT = { ruling: ({ domain }) => domain, hands: ({ round }) => round }; // as their data-about says
const FORMS = new Set(['trainers', 'introduction', 'details', 'least', 'hands']);

function fieldOf(place, name) {
  const id = `${SENT[place]}-${name}`;
  return document.getElementById(id) ? id : undefined;
}

function settle({ detail: { ok, place, payload } }) {
  if (!ok) return refuse();
  const about = ABOUT[place]?.(payload) ?? '';
  if (SENT[place]) setTimeout(() => typed.sent(SENT[place], about)); // once the form is emptied
  if (FORMS.has(place)) announcer.tell(words.status.saved);
  if (place === 'nudge') announcer.tell(words.trainer.ready.sent);
  if (place === 'practice') announcer.tell(words.trainer.practice.done);
  if (document.activeElement !== document.body) return;
  const heading = HEADINGS.has(place) && document.getElementById(`${place}-title`);
  goTo(heading ? heading.id : 'next-title');
}

// A field that still needs something takes the focus, at the first control that is not in order.
// Whoever is typing by now, or answering a question, is told and left alone.
function refuse() {
  const field = document.getElementById(desk.refused.field);
  if (field) return mustMend(field.querySelector(':invalid') ?? field.querySelector('input') ?? field);
  pressed = document.activeElement;
  if (isField(pressed) || confirm.isOpen) announcer.tell(desk.refused.sentence);
  else goTo('refusal');
}

// What has the focus already is not read again.
function mustMend(control) {
  if (control === document.activeElement) announcer.tell(desk.refused.sentence);
  else control.focus();
}

// What a field needed is said until its form is changed.
function mend({ target }) {
  const field = document.getElementById(desk.refused?.field);
  if (field && target.form?.contains(field)) desk.dismiss();
}

function dismiss() {
  desk.dismiss();
  pressed?.focus();
}

// Never how many, only that nobody is waited for any more.
function tellWhenComplete() {
  const before = complete;
  complete = isComplete(live.state.view);
  if (complete && !before) announcer.tell(words.trainer.round.all_rated);
}

// Of a workshop that is gone, or is this browser's no more.
function leaveNothing() {
  typed.clear();
  forgetTrainer(boot.workshop);
}

function erased(to) {
  leaveNothing();
  location.replace(to);
}

const announcer = follow({ boot, live, connected: words.trainer.connected, draw });
live.addEventListener('state', () => linkBox.follow(live.state.view.code));
live.addEventListener('state', tellWhenComplete);
live.addEventListener('state', () => confirm.follow());
live.addEventListener('ended', () => live.isOver && leaveNothing());
desk.addEventListener('change', draw);
desk.addEventListener('done', settle);
root.addEventListener('input', mend);
linkBox.addEventListener('change', draw);
linkBox.addEventListener('copied', () => announcer.tell(words.trainer.links[linkBox.copied.done ? 'copied' : 'copy_failed']));
root.replaceChildren();
draw();
setInterval(() => (live.state.view.timer || live.state.view.break) && draw(), 1000);
