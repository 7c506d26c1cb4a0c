// The page on a phone: joins the connection, the outbox and the screens.
import { html, nothing, render } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { Announcer } from '../lib/announcer.js';
import { menu, panel } from '../attendee/menu.js';
import { Outbox } from '../attendee/outbox.js';
import { Reasons } from '../attendee/reasons.js';
import { SCREENS, screenOf } from '../attendee/screens.js';
import { cancelledBetween, nudgedBetween, spoken } from '../lib/changes.js';
import { breakFacts } from '../lib/timer.js';
import { domainOf, readBoot } from '../lib/boot.js';
import { forget, Keep, remember } from '../lib/keep.js';
import { Live, randomId } from '../lib/live.js';
import { counted, fill } from '../lib/words.js';

const root = document.getElementById('app');
const boot = readBoot();
const { words, framework } = boot;
const live = new Live(boot);
const announcer = new Announcer(document.getElementById('status'));
const nameOf = (key) => domainOf(framework, key).short;

let view = live.state.view;
let me = live.you;
let told = me; // what the server last said of us
let cancelled = null; // the key of the domain whose round was just cancelled
let missed = null; // the round that closed before this person had rated, seen from here
let refused = null; // why the last vote was not taken: the error, with its round
let opened = null; // the panel opened from the menu: "edit" or "leave"
let error = null; // why the last request from a panel failed
let reasonError = null; // why the last reason was not taken: the error, with its round
let later = null; // the module later.js, once it has been fetched
let wakeLock = null; // comes with it
let fetching = null;
let tries = 0;
let place = null; // what is on the screen, as far as one may be reading in the middle of it

const votes = `cascade.${boot.workshop}.${me.id}`;
const outbox = new Outbox({
  keep: new Keep(votes),
  ask: (event, vote) => live.ask(event, vote),
  newId: randomId,
  round: view.round?.id ?? null,
  ballot: me.ballot,
});
const reasons = new Reasons({
  keep: new Keep(`${votes}.reason`),
  ask: (event, reason) => live.ask(event, reason),
  at: reasonsAt(view),
  reason: me.reason,
});

function draw() {
  const domain = domainOf(framework, view.domain);
  const page = {
    words, framework, view, me, domain, outbox, reasons, cancelled, missed, error, nameOf,
    shownParts: later?.shownParts ?? stillToCome,
    meanings: later?.meanings ?? (() => nothing),
    scale: later?.scale ?? (() => nothing),
    goToReason: later && goToReason,
    reasonError: reasonError?.round === view.reasons_for ? reasonError.sentence : null,
    panel: opened,
    ended: live.ended,
    freshness: live.freshness,
    timerLeft: live.timerLeft() ?? 0,
    choose, rejoin, leave, openPanel, closePanel, writeReason, sendReason, takeReasonBack,
  };
  if (domain) fetchLater();
  const screen = screenOf(page);
  const { area, title, rehearsal } = view.workshop;
  const mark = rehearsal ? `${words.common.rehearsal.name} · ` : '';
  document.title = fill(`${mark}${words.attendee.title[screen]} · ${title || area}`, {
    domain: domain?.short,
  });
  wakeLock?.want(screen === 'open');
  const stay = anchored(document.getElementById('reason'), startOfScreen(page, screen));
  render(
    html`${live.freshness === 'stale' && !live.ended
        ? html`<section class="banner" aria-label=${words.status.connection}>
            ${words.status.stale}
          </section>`
        : nothing}
      <div class="page">
        <header class="masthead">
          <p class="eyebrow">${title || area}</p>
          ${takingPart() ? menu(page) : nothing}
        </header>
        ${takingPart() ? panel(page) : nothing}
        <main id="main" tabindex="-1">
          ${takingPart() ? breakNotice() : nothing}
          ${refused
            ? html`<div class="notice notice-warn">
                <p><strong>${words.attendee.refused[isEarlier(refused.round) ? 'earlier' : 'heading']}</strong></p>
                <p>${refused.sentence}</p>
              </div>`
            : nothing}
          ${keyed(
            `${screen} ${view.domain} ${view.round?.id}`,
            html`<div class="screen stack">${SCREENS[screen](page)}</div>`,
          )}
          ${takingPart() ? keyed(view.reasons_for, later?.reasonBox(page)) : nothing}
        </main>
      </div>`,
    root,
  );
  stay();
}

function breakNotice() {
  const facts = breakFacts(live);
  if (!facts) return nothing;
  return html`<p class="notice" role="timer">
    <strong>${facts.over ? words.common.break_over : fill(words.common.break_until, facts)}</strong>
  </p>`;
}

const UNSENT = new Set(['draft', 'changed', 'sending', 'late']);

// What is above the box changes with the phase; whoever is writing in it stays where they are, as
// long as it is there.
function anchored(box, otherwise) {
  const at = document.activeElement;
  const unsent = at?.id === 'reason-text' || UNSENT.has(reasons.status(reasonsAt(view)));
  if (!box?.contains(at) || !unsent) return otherwise;
  const { top } = box.getBoundingClientRect();
  return () => (box.isConnected ? scrollBy(0, box.getBoundingClientRect().top - top) : otherwise());
}

// Cards give way to bars, and bars to the next cards: nobody should meet a new screen in its middle.
// Bars, talk and ruling are one place, so whoever reads there is left in peace.
function startOfScreen({ view }, screen) {
  const before = place;
  place = ['revealed', 'discussion', 'ruled'].includes(screen)
    ? `bars ${view.rounds.at(-1).id}`
    : `${screen} ${view.round?.id ?? view.domain}`;
  return before === null || before === place || opened ? () => {} : () => scrollTo(0, 0);
}

function fetchLater() {
  // Some browsers remember that an address failed, so each try has its own.
  const again = tries ? `?${tries}` : '';
  fetching ??= Promise.all([import(`../attendee/later.js${again}`), looks(`../../css/pictures.css${again}`)]).then(
    ([module]) => {
      later = module;
      wakeLock = new later.WakeLock();
      draw();
    },
    () => {
      tries += 1;
      setTimeout(() => {
        fetching = null;
        draw();
      }, 3000);
    },
  );
}

// Before our own style, as on the other pages, so that it can be adapted to a phone.
function looks(address) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL(address, import.meta.url);
  document.querySelector('link[href$="/attendee.css"]').before(link);
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject();
    };
  });
}

const isAnythingShown = ({ picture, measures, movement, groups, reasons: given }) =>
  Boolean(picture || measures || movement || groups || given.length);

const stillToCome = () =>
  isAnythingShown(view.shown) ? html`<p class="hint">${words.attendee.shown_to_come}</p>` : nothing;

const isEarlier = (round) => view.round !== null && round !== view.round.id;

const takingPart = () => !live.ended && me.presence === 'here' && view.phase !== 'finished';

// --- what the server says -----------------------------------------------------------------------

function takeState() {
  const before = view;
  view = live.state.view;
  // Only a snapshot brings ballot and round together; a ballot known from before is of no use here.
  if (live.you !== told && view.round) {
    const { ballot } = live.you;
    outbox.adopt(ballot?.round ?? view.round.id, ballot);
  }
  const returned = reasons.moveOn(reasonsAt(view));
  if (live.you !== told) adoptReason(view, live.you);
  else if (returned || mayBeShown()) lookAtReason();
  const opens = view.round && view.round.id !== before.round?.id;
  if (before.round && before.round.id !== view.round?.id) cancelled = cancelledBetween(before, view);
  if (before.round && before.round.id !== view.round?.id) missed = isMissing(before) ? before.round.id : null;
  if (view.round) cancelled = null;
  // A vote that came too late is told for as long as the next round is not rated.
  if (opens && refused?.round !== before.round?.id) refused = null;
  const key = spoken(before, view);
  if (key) announcer.tell(fill(words.status[key], { domain: view.domain && nameOf(view.domain) }));
  if (opens && me.presence === 'here') buzz();
  if (nudgedBetween(before, view) && isMissing(view)) {
    buzz(40, 120, 40);
    announcer.tell(words.status.nudge);
  }
  const arrive = later?.glide(root, '.screen > *, #reason');
  const was = place;
  takeYou();
  if (place === was) arrive?.();
}

// The round that reasons may be given for now, if any, and its domain.
function reasonsAt({ reasons_for: round, domain }) {
  return { round, domain };
}

const isMissing = ({ round }) => me.presence === 'here' && outbox.status(round.id) === 'none';

// Who sees their own words on the screens asks whether they are theirs: somebody else may have
// written the same.
function mayBeShown() {
  const held = view.reasons_for && reasons.held(view.reasons_for);
  return held && !held.shown && view.shown.reasons.some(({ text }) => text === held.text);
}

async function lookAtReason() {
  const { ok, state } = await live.ask('snapshot');
  if (!ok) return;
  adoptReason(state.view, state.you);
}

function adoptReason(of, { reason }) {
  const at = reasonsAt(of);
  const before = reasons.status(at);
  reasons.adopt(at, reason);
  const status = reasons.status(at);
  if (status === before) return;
  if (status === 'shown') announcer.say(words.status.reason_shown);
  if (reason?.withdrawn) announcer.say(words.status.reason_withdrawn);
}

// A snapshot, or a word about coming and going, says anew who we are; a plain state does not.
function takeYou() {
  if (live.you !== told) me = told = live.you;
  draw();
}

function buzz(...pattern) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // Browsers refuse, and complain in the console, before the first touch.
  if (!still && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern.length ? pattern : 60);
}

live.addEventListener('state', takeState);
live.addEventListener('you', () => {
  takeYou();
  if (live.you.reason?.withdrawn) lookAtReason();
});
live.addEventListener('ended', () => {
  forget();
  announcer.say(live.ended.sentence);
  draw();
});
live.addEventListener('freshness', () => {
  announcer.say(live.freshness === 'stale' ? words.status.stale : words.status.fresh);
  if (live.freshness === 'fresh') {
    outbox.hurry();
    reasons.hurry();
  }
  draw();
});
document.addEventListener('visibilitychange', () => {
  outbox.hurry();
  reasons.hurry();
});
setInterval(() => (view.timer || view.break) && draw(), 500);

// --- what the person does -----------------------------------------------------------------------

function choose(round, rating, delay) {
  refused = null;
  announcer.clear();
  outbox.choose(round, rating, delay);
}

outbox.addEventListener('change', () => {
  const status = view.round && outbox.status(view.round.id);
  if (status === 'late') announcer.say(words.status.not_saved);
  if (['saved', 'elsewhere', 'hidden'].includes(status)) announcer.say(words.status.saved);
  draw();
});
outbox.addEventListener('refused', ({ detail }) => {
  refused = detail;
  announcer.say(refused.sentence);
  draw();
});

function goToReason() {
  document.getElementById('reason')?.scrollIntoView({ block: 'start' });
  (document.getElementById('reason-text') ?? document.getElementById('reason-title'))?.focus();
}

function writeReason(at, text) {
  const left = later.leftToSay(reasons.text(at), text);
  reasonError = null;
  reasons.write(at, text);
  if (left !== null) announcer.say(counted(words.attendee.reason.left, left));
}

function sendReason(at) {
  reasonError = null;
  announcer.clear();
  reasons.send(at);
}

function takeReasonBack(at) {
  reasonError = null;
  announcer.clear();
  reasons.takeBack(at);
  document.getElementById('reason-text').focus();
}

reasons.addEventListener('change', () => draw());
reasons.addEventListener('sent', ({ detail }) => {
  announcer.say(words.status[detail ? 'reason_sent' : 'reason_taken_back']);
});
reasons.addEventListener('refused', ({ detail }) => {
  if (detail.code === 'reason-shown') lookAtReason();
  reasonError = detail;
  announcer.say(reasonError.sentence);
  draw();
});

function openPanel(name) {
  opened = name;
  error = null;
  draw();
  document.getElementById('panel-title').focus();
}

function closePanel() {
  opened = error = null;
  draw();
  (document.getElementById('menu') ?? document.getElementById('main')).focus();
}

async function rejoin({ name, sector }) {
  await request('join', { name, sector }, { name, sector, presence: 'here' });
}

async function leave() {
  await request('leave', {}, { presence: 'left' });
}

async function request(event, payload, change) {
  const answer = await live.ask(event, payload);
  if (answer.ok) {
    me = { ...me, ...change };
    closePanel();
  } else {
    error = answer.error.sentence;
    draw();
    document.getElementById('panel-error')?.focus();
  }
}

remember(location.pathname, votes);
root.replaceChildren();
announcer.clear();
draw();
