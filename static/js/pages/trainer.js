// The trainers' console: joins the connection, the desk and the panels.
import '../lib/drawing.js'; // before anything is drawn
import { html, nothing, render } from '../../vendor/lit-html/lit-html.js';
import { readBoot } from '../lib/words.js';
import { follow } from '../lib/follow.js';
import { forgetOld, forgetTrainer } from '../lib/forgetting.js';
import { Keep } from '../lib/keep.js';
import { Live } from '../lib/live.js';
import { Actions } from '../trainer/actions.js';
import { Answers, fieldOf } from '../trainer/answers.js';
import { Confirm } from '../trainer/confirm.js';
import { Desk } from '../trainer/desk.js';
import { domainList } from '../trainer/domains.js';
import { remove } from '../trainer/delete.js';
import { RulingDrafts } from '../trainer/draft.js';
import { Apart } from '../trainer/doubles.js';
import { details, introduction, trainers } from '../trainer/forms.js';
import { ByHandDraft } from '../trainer/byhand.js';
import { header } from '../trainer/header.js';
import { keyList, Shortcuts } from '../trainer/keys.js';
import { smallestGroup } from '../trainer/smallest.js';
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
const byHandDraft = new ByHandDraft();
const linkBox = new LinkBox(boot.workshop, live.state.view.code);
// What was said before a question would be said again after it, when the page comes back.
const confirm = new Confirm(document.getElementById('confirm'), () => announcer.clear());
const apart = new Apart(boot.workshop);
const actions = new Actions({ desk, confirm, pairs: apart, me: boot.trainer, words: words.trainer, framework, drafts, byHandDraft, erased });
forgetOld();
const keep = new Keep('cascade.shortcuts');
const unnamed = new Keep(`cascade.unnamed.${boot.workshop}`); // has the trainer gone on without a name?
const shortcuts = new Shortcuts({ keep, desk, actions, confirm, changed: draw });
const typed = new Typed(root, new Keep(`cascade.typed.${boot.workshop}`, 'sessionStorage'));
let complete = false; // has everybody rated in the open round?

function draw() {
  const { view } = live.state;
  const page = {
    boot, framework, words, live, desk, actions, apart, unnamed, drafts, byHandDraft, linkBox, shortcuts, view, dismiss: () => answers.dismiss(),
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
        ${practice(page)} ${domainList(page)} ${people(page)} ${screen(page)} ${pause(page)} ${smallestGroup(page)} ${shownReasons(page)} ${links(page)} ${trainers(page)}
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
const answers = new Answers({ root, desk, confirm, typed, announcer, words });
live.addEventListener('state', () => linkBox.follow(live.state.view.code));
live.addEventListener('state', tellWhenComplete);
live.addEventListener('state', () => confirm.follow());
live.addEventListener('ended', () => live.isOver && leaveNothing());
desk.addEventListener('change', draw);
linkBox.addEventListener('change', draw);
linkBox.addEventListener('copied', () => announcer.tell(words.trainer.links[linkBox.copied.done ? 'copied' : 'copy_failed']));
root.replaceChildren();
draw();
setInterval(() => (live.state.view.timer || live.state.view.break) && draw(), 1000);
