// The trainers' console: joins the connection, the desk and the panels.
import '../lib/drawing.js'; // before anything is drawn
import { html, nothing, render } from '../../vendor/lit-html/lit-html.js';
import { readBoot } from '../lib/words.js';
import { follow } from '../lib/follow.js';
import { forgetOld, forgetTrainer } from '../lib/forgetting.js';
import { nameplaces } from '../lib/instrument.js';
import { Keep } from '../lib/keep.js';
import { Live, randomId } from '../lib/live.js';
import { everySecond } from '../lib/seconds.js';
import { Actions } from '../trainer/actions.js';
import { Answers, fieldOf } from '../trainer/answers.js';
import { bar } from '../trainer/bar.js';
import { Confirm } from '../trainer/confirm.js';
import { remove } from '../trainer/delete.js';
import { Desk } from '../trainer/desk.js';
import { domainList } from '../trainer/domains.js';
import { Apart } from '../trainer/doubles.js';
import { RulingDrafts } from '../trainer/draft.js';
import { details, trainers } from '../trainer/forms.js';
import { ByHandDrafts } from '../trainer/handdraft.js';
import { header } from '../trainer/header.js';
import { hold } from '../trainer/holding.js';
import { keyList, Shortcuts } from '../trainer/keys.js';
import { LinkBox, links } from '../trainer/links.js';
import { goToStep, refusal } from '../trainer/parts.js';
import { NameDrafts } from '../trainer/naming.js';
import { pause } from '../trainer/pause.js';
import { people } from '../trainer/people.js';
import { planPanel } from '../trainer/plan/panel.js';
import { PlanDesk } from '../trainer/plan/plan.js';
import { isAllAnswered } from '../trainer/plan/question.js';
import { partsRail } from '../trainer/plan/rail.js';
import { practice } from '../trainer/practice.js';
import { shownReasons } from '../trainer/reasons.js';
import { redrawing } from '../trainer/redrawing.js';
import { RowOrder } from '../trainer/rowset.js';
import { share } from '../trainer/share.js';
import { Side, sideColumn } from '../trainer/side.js';
import { smallestGroup } from '../trainer/smallest.js';
import { step } from '../trainer/step.js';
import { timingDefaults } from '../trainer/timing.js';
import { isComplete } from '../trainer/turnout.js';
import { Typed } from '../trainer/typed.js';

const boot = readBoot();
const { words, framework, catalogue } = boot;
nameplaces(framework, words.common.answers);
const root = document.getElementById('main');
const inThisTab = (name) => new Keep(`cascade.${name}.${boot.workshop}`, 'sessionStorage');
const live = new Live(boot);
const draw = redrawing(drawOnce);
const desk = new Desk(live, fieldOf);
const drafts = new RulingDrafts();
const byHandDrafts = new ByHandDrafts();
const nameDrafts = new NameDrafts();
const rowOrder = new RowOrder(draw);
const linkBox = new LinkBox(boot.workshop, live.state.view.code);
// What was said before a question would be said again after it, when the page comes back.
const confirm = new Confirm(document.getElementById('confirm'), () => announcer.clear());
const apart = new Apart(boot.workshop);
const actions = new Actions({
  desk, confirm, pairs: apart, lengths: new Keep('cascade.lengths'), me: boot.trainer, words: words.trainer, framework, drafts, byHandDrafts,
  nameDrafts, erased, unfinished: () => plan.unfinished.map(({ text }) => text),
});
const plan = new PlanDesk({
  desk, confirm, words, keeps: { goals: inThisTab('goals'), forms: inThisTab('forms'), marks: inThisTab('marks') }, newId: randomId, me: boot.trainer,
  workshop: boot.workshop, ask: (message) => live.ask('write_goal', message), domains: framework.domains.map(({ key }) => key), most: boot.plan_limits.needs,
});
plan.follow(live.state.view);
forgetOld();
// Until someone has joined, people need the code.
const side = new Side({
  keep: inThisTab('side'),
  first: live.state.view.people.joined || live.state.view.workshop.rehearsal ? 'people' : 'share',
  changed: draw,
});
const shortcuts = new Shortcuts({ keep: new Keep('cascade.shortcuts'), desk, actions, confirm, side, changed: draw });
const typed = new Typed(root, inThisTab('typed'), (field) => side.reveal(field));
let complete = false; // has everyone rated in the open round?
let answered = false; // has everyone answered the plan's question?

function drawOnce() {
  const { view } = live.state;
  const part = plan.looking.partIn(view);
  const page = {
    boot, framework, catalogue, words, live, desk, actions, plan, apart, announcer, drafts, byHandDrafts, nameDrafts, rowOrder, linkBox, side, shortcuts, view, part,
    dismiss: () => answers.dismiss(), left: live.timerLeft(),
  };
  plan.looking.drawn(part);
  const notice = document.activeElement?.closest('#refusal');
  const release = hold(root);
  render(live.ended ? ended() : panels(page), root);
  release();
  if (notice && !notice.isConnected) goToStep();
  queueMicrotask(() => typed.giveBack()); // it may change what is drawn
}

function panels(page) {
  return html`
    ${header(page)} ${bar(page)}
    <div class="desk">
      ${page.part ? planPanel(page.part, page) : step(page)} ${domainList(page)} ${partsRail(page)}
      ${sideColumn(page, {
        people: html`${practice(page)} ${people(page)}`,
        share: html`${share(page)} ${links(page)} ${shownReasons(page)}`,
        settings: html`${timingDefaults(page)} ${pause(page)} ${smallestGroup(page)} ${trainers(page)} ${details(page)}
          ${keyList(page)} ${remove(page)}`,
      })}
    </div>
    <div class="desk-foot">
      ${refusal(page)} ${live.freshness === 'stale' ? html`<p class="banner">${words.trainer.stale}</p>` : nothing}
    </div>
  `;
}

function ended() {
  return html`<div class="panel">
    <h1>${words.trainer.ended_title}</h1>
    <p>${live.ended.sentence}</p>
  </div>`;
}

// Never how many, only that no more ratings are awaited.
function tellWhenComplete() {
  const before = complete;
  complete = isComplete(live.state.view);
  if (complete && !before) announcer.tell(words.trainer.round.all_rated);
}

function tellWhenAnswered() {
  const before = answered;
  answered = isAllAnswered(live.state.view.plan?.question);
  if (answered && !before) announcer.tell(words.goals_desk.question.all);
}

// Of a workshop that is gone, or is this browser's no more.
function leaveNothing() {
  typed.clear();
  plan.clear();
  forgetTrainer(boot.workshop);
}

function erased(to) {
  leaveNothing();
  location.replace(to);
}

live.addEventListener('state', () => plan.follow(live.state.view)); // before it is drawn
const announcer = follow({ boot, live, connected: words.trainer.connected, draw });
const answers = new Answers({ root, desk, confirm, typed, announcer, words });
live.addEventListener('state', () => linkBox.follow(live.state.view.code));
live.addEventListener('state', tellWhenComplete);
live.addEventListener('state', tellWhenAnswered);
live.addEventListener('state', () => confirm.follow());
live.addEventListener('ended', () => live.isOver && leaveNothing());
desk.addEventListener('change', draw);
plan.writing.addEventListener('change', draw);
linkBox.addEventListener('change', draw);
linkBox.addEventListener('copied', () => announcer.tell(words.trainer.links[linkBox.copied.done ? 'copied' : 'copy_failed']));
root.replaceChildren();
draw();
everySecond(live, () => (live.state.view.timer || live.state.view.break) && draw());
