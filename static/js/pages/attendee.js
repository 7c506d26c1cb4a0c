// The page on a phone: joins the connection, what the phone knows, the outbox and the screens.
import { render } from '../../vendor/lit-html/lit-html.js';
import '../lib/drawing.js'; // before anything is drawn
import { frame, Place, titleOf } from '../attendee/frame.js';
import { Late, loadCards, loadLater, loadPlan, loadRows } from '../attendee/late.js';
import { Panels } from '../attendee/menu.js';
import { Outbox } from '../attendee/outbox.js';
import { asksMore, screenOf } from '../attendee/screens.js';
import { Situation } from '../attendee/situation.js';
import { Telling } from '../attendee/telling.js';
import { Announcer, progressOf } from '../lib/news.js';
import { readBoot, subjectOf } from '../lib/words.js';
import { forget, Keep, remember } from '../lib/keep.js';
import { Live, randomId } from '../lib/live.js';

const root = document.getElementById('app');
const boot = readBoot();
const { words, framework, limits } = boot;
const live = new Live(boot);
const announcer = new Announcer(document.getElementById('status'));
const nameOf = (key) => subjectOf(framework, key).short;
const votes = `cascade.${boot.workshop}.${live.you.id}`; // under which this browser keeps them
const drafts = new Keep(`${votes}.reason`);
const outbox = new Outbox({
  keep: new Keep(votes),
  ask: (vote) => live.ask('vote', vote),
  newId: randomId,
  round: live.state.view.round?.id ?? null,
  ballot: live.you.ballot,
  isOver: () => live.isOver,
});
const situation = new Situation({ view: live.state.view, you: live.you, outbox });
const telling = new Telling({ announcer, words: words.status, nameOf });
const panels = new Panels({ situation, ask: (event, payload) => live.ask(event, payload), draw });
const place = new Place();
const lateCards = new Late(loadCards, (module) => draw((cards = module)), lack);
const late = new Late(loadLater, haveLater, lack);
const lateRows = new Late(loadRows, (module) => draw((rows = module)), lack);
const latePlan = new Late(loadPlan, havePlan, lack);
let isShown = false;
let cards = null; // what lateCards has fetched
let later = null; // what late has
let rows = null; // and what lateRows has
let isLacking = false; // is a part of the page missing that could not be fetched?
let plan = null; // comes with latePlan
let explaining = null; // these come with it
let wakeLock = null;

function draw() {
  if (!isShown) return;
  leaveNothing();
  const { view, me, cancelled, missed } = situation;
  const domain = subjectOf(framework, view.domain);
  const page = {
    words, framework, limits, live, situation, view, me, domain, outbox, panels, cancelled, missed, nameOf, choose, explaining, later,
    say: (sentence) => announcer.say(sentence), draw,
    cards, rows: later && rows, plan,
    ended: live.ended,
    freshness: live.freshness,
  };
  const wasLacking = isLacking;
  isLacking = page.isLacking = fetchParts(page);
  if (wasLacking && !isLacking) announcer.clear();
  const screen = screenOf(page);
  document.title = titleOf(page, screen);
  wakeLock?.want(screen === 'open');
  const stay = place.hold({
    screen, view,
    box: document.getElementById('reason') ?? document.getElementById('suggest'),
    isUnsent: explaining?.isUnsent,
    isBusy: panels.opened,
  });
  render(frame(page, screen), root);
  stay();
}

// What the page needs now it fetches at once, what it may need soon while it is quiet. Is it without a part that it could not get?
function fetchParts(page) {
  const { view, domain } = page;
  const { begun } = progressOf(view);
  const isMore = domain || view.plan || view.phase === 'finished' || view.break || panels.opened || begun || !situation.isHere || asksMore(page);
  const needed = isMore ? [lateCards, late] : [];
  if (view.plan) needed.push(latePlan);
  if (later && asksMore(page)) needed.push(lateRows);
  for (const part of needed) part.fetch();
  if (situation.isOver) latePlan.fetch();
  if (begun) latePlan.whileQuiet();
  for (const part of [lateCards, late]) part.whileQuiet();
  return needed.some((part) => part.isFailing);
}

// A part could not be had. That is said if it is needed.
function lack() {
  draw();
  if (isLacking) announcer.say(words.attendee.lacking);
}

function haveLater(module, { common, attendee }) {
  Object.assign(words.common, common);
  Object.assign(words.attendee, attendee);
  module.nameplaces(framework, common.answers);
  module.forgetOld();
  module.forgetPeople(boot.workshop, situation.me.id); // those who used this device before
  wakeLock = new module.WakeLock();
  explaining = new module.Explaining({ situation, live, keep: drafts, announcer, words, limit: limits.reason, draw });
  later = module;
  draw();
  panels.focus();
}

function havePlan({ Planning }, { limits: more, ...texts }) {
  Object.assign(words, texts);
  Object.assign(limits, more);
  plan = new Planning({ situation, live, votes, announcer, words, limits, draw });
  draw();
}

function choose(round, said, delay) {
  situation.refused = null;
  // Of many answers on one page, that the first is saved is said; later only what is not.
  if (!said?.answers) announcer.clear();
  outbox.choose(round, said, delay);
}

// Once the person has left, or it is over, what they did is known to this page alone, for as long as it
// is open.
function leaveNothing() {
  if (!situation.isOver && !live.isOver) return;
  outbox.forget();
  drafts.clear();
  plan?.forget();
}

function hurry() {
  for (const part of [lateCards, late, lateRows, latePlan]) part.hurry();
  outbox.hurry();
  explaining?.reasons.hurry();
  plan?.hurry();
}

live.addEventListener('state', () => {
  const noticed = situation.take(live.state.view, live.you);
  explaining?.follow(noticed.isNews);
  plan?.follow();
  telling.step(noticed, situation.view.domain);
  const arrive = later?.glide(root, '.screen > *, #reason');
  const was = place.at;
  draw();
  if (place.at === was) arrive?.();
});
live.addEventListener('you', () => {
  situation.takeYou(live.you);
  plan?.follow();
  draw();
  if (live.you.reason?.withdrawn) explaining?.look();
});
live.addEventListener('ended', () => {
  forget();
  announcer.say(live.ended.sentence);
  hurry();
  draw();
});
live.addEventListener('freshness', () => {
  telling.freshness(live.freshness);
  if (live.freshness === 'fresh') hurry();
  draw();
});
outbox.addEventListener('change', () => {
  const { round } = situation.view;
  telling.vote(round && outbox.status(round.id), rows?.toTell({ words, framework, view: situation.view, outbox }));
  draw();
});
outbox.addEventListener('refused', ({ detail }) => {
  situation.refused = detail;
  announcer.say(detail.sentence);
  draw();
});
document.addEventListener('visibilitychange', hurry);
setInterval(() => (situation.view.timer || situation.view.break) && draw(), 500);

remember(location.pathname, votes);
if (live.state.view.round) await lateCards.fetch(); // the page names them: they are here with the rest
isShown = true;
root.replaceChildren();
announcer.clear();
draw();
