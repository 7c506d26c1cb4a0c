// The one connection of a page: keeps the newest state, says whether it is fresh, asks and answers.
// Truth is the server's revisioned snapshot; every message is a hint or a newer snapshot.
import { io } from '../../vendor/socket.io-client/socket.io.esm.min.js';
import { ending } from './ending.js';
import { Health, lacks, overtaken } from './health.js';
import { Keep } from './keep.js';

const ANSWER_WITHIN = 5000; // ms until a request counts as unanswered
const TRY_AGAIN = 1000; // ms for which a try to connect is left alone
const QUIET_FOR = 3000; // ms without a press or a key before a page that polls tries WebSockets again
const UPGRADE_WITHIN = 3000; // ms for such a try: the server holds what it has to say meanwhile
const PROOF_WITHIN = 3000; // ms for the new WebSocket's first answer: soon enough not to be stale
const DELAY_MOST = 2000; // ms between two tries to connect
const DELAY_WHEN_FULL = 8000; // the same while the server has no room

export class Live extends EventTarget {
  #socket;
  #boot;
  #health = new Health(new Keep('cascade.polling', 'sessionStorage'));
  #timer = ending();
  #break = ending();
  #triedAt = performance.now();
  #asking = null;
  #learning = null;
  #learned;
  #tries = 0; // to learn, in a row
  #named; // how often the room had named what is asked when the page got its words
  #waiting = 0; // requests under way
  #touchedAt = -QUIET_FOR; // when the person last pressed or typed
  #isTry = false; // is the next connection to find out about WebSockets?

  constructor(boot) {
    super();
    this.#boot = boot;
    this.freshness = 'fresh';
    this.ended = null;
    this.#named = boot.state.view.instrument;
    this.#take(boot.state);
    this.#socket = io({
      auth: { workshop: boot.workshop, audience: boot.audience, token: boot.token },
      ...this.#health.means(),
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: DELAY_MOST,
      timeout: 8000,
    });
    this.#listen();
    // A phone that wakes has a dead socket and an old screen: check at once.
    for (const [target, wake] of [
      [document, 'visibilitychange'],
      [window, 'pageshow'],
      [window, 'online'],
    ]) {
      target.addEventListener(wake, ({ type, persisted }) => {
        const justLoaded = type === 'pageshow' && !persisted;
        if (!justLoaded && document.visibilityState !== 'hidden') this.#wake();
      });
    }
    for (const touch of ['pointerdown', 'keydown', 'input']) {
      addEventListener(touch, () => (this.#touchedAt = performance.now()), { capture: true, passive: true });
    }
    setInterval(() => this.#judge(), 500);
  }

  /** Is there nothing to come back to? A page that was one too many goes on once it is loaded again. */
  get isOver() {
    return this.ended !== null && this.ended.code !== 'too-many-pages';
  }

  /** Is there a connection over which a request could be answered? */
  get connected() {
    return this.#socket.connected;
  }

  /** Milliseconds left on the timer on screen, or null; counted on this device's own clock. */
  timerLeft() {
    return this.#timer.left();
  }

  /** Milliseconds left of the break on screen, or null; `breakEnds` is its end by this device's clock. */
  breakLeft() {
    return this.#break.left();
  }

  /** Send an event and give the server's answer; no answer in time is an answer too. */
  async ask(event, payload = {}) {
    const message = this.#message(event, payload);
    this.#waiting += 1;
    try {
      return await this.#answerTo(event, message);
    } finally {
      this.#waiting -= 1;
    }
  }

  async #answerTo(event, message) {
    // A command has a name of its own, so it may be sent twice; votes and reasons have an outbox.
    for (let tries = message.id ? 2 : 1; tries > 0; tries -= 1) {
      try {
        if (this.#socket.connected) this.#health.asked();
        const answer = await this.#socket.timeout(ANSWER_WITHIN).emitWithAck(event, message);
        this.#health.answered();
        return answer.ok ? answer : { ...answer, error: withAgain(answer.error) };
      } catch {
        continue;
      }
    }
    return { ok: false, error: { code: 'no-answer', sentence: this.#boot.words.status.no_answer, again: true } };
  }

  // A command carries a name of its own, so that a repeat is known, and a trainer's also the step
  // on screen, so that the second of two trainers is told. A vote has its own name and number, and a
  // reason simply replaces the one before.
  #message(event, payload) {
    if (BARE.has(event)) return payload;
    const step = this.#boot.audience === 'trainer' ? { step: this.state.view.step } : {};
    return { id: randomId(), ...step, ...payload };
  }

  #listen() {
    const socket = this.#socket;
    socket.on('connect', () => {
      socket.io.reconnectionDelayMax(DELAY_MOST);
      this.refresh();
    });
    socket.io.on('reconnect_attempt', () => {
      this.#triedAt = performance.now();
      Object.assign(socket.io.opts, this.#health.means());
    });
    socket.io.on('open', () => {
      this.#health.opened();
      if (this.#isTry) this.#prove(socket.io.engine);
      this.#isTry = false;
    });
    socket.io.on('close', () => this.#health.closed());
    socket.on('disconnect', (reason) => {
      this.#health.lost();
      // The server let go of this connection on purpose: come back unless it said why not.
      if (reason === 'io server disconnect' && !this.ended) setTimeout(() => socket.connect(), 500);
    });
    socket.on('connect_error', (problem) => {
      this.#health.lost();
      const { code, sentence, again } = withAgain(problem.data ?? {});
      if (code) this.#health.answered();
      if (code === 'no-token' && isFirstTime(code)) this.#openAnew({ code, sentence });
      else if (code && !again) this.#end({ code, sentence });
      // A refused connection is not tried again by the library itself.
      else if (!socket.active) setTimeout(() => socket.connect(), 2000);
      // No room at the moment: that says nothing about the network.
      else if ([429, 503].includes(problem.description)) socket.io.reconnectionDelayMax(DELAY_WHEN_FULL);
      else this.#health.failed();
    });
    socket.on('state', (state) => {
      if (state.revision < this.state.revision) return this.refresh();
      this.#heard();
      this.#take(state);
    });
    socket.on('pulse', ({ revision, since = revision }) => {
      // A lower one too: after a failover the store may know less, and what it knows is the truth.
      const mine = this.state.revision;
      if (mine < since || mine > revision) this.refresh();
      else this.#heard();
    });
    socket.on('you', (you) => {
      this.you = you;
      this.dispatchEvent(new Event('you'));
    });
    socket.on('ended', (why) => this.#end(why));
  }

  /** Ask for the newest state, and who we are in it; once for all who want it at the same time. */
  refresh() {
    this.#asking ??= this.#askForState().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #askForState() {
    const known = this.state;
    const answer = await this.ask('snapshot');
    if (!answer.ok) return;
    // A newer state may overtake the answer on its way; the next answer tells which of the two holds.
    if (overtaken(known, this.state, answer.state)) return this.#askForState();
    if (answer.version !== this.#boot.version) this.#reload(answer.version);
    this.#health.restored();
    this.#judge();
    this.#take(answer.state);
  }

  #wake() {
    // Back to WebSockets, where a gap is expected anyway.
    if (this.#mayTry) this.#tryAgain();
    else if (this.#socket.connected) this.refresh();
    else if (!this.ended && performance.now() - this.#triedAt > TRY_AGAIN) this.#connectAnew();
    this.#judge();
  }

  #connectAnew() {
    this.#triedAt = performance.now();
    this.#socket.disconnect();
    Object.assign(this.#socket.io.opts, this.#health.means());
    this.#socket.connect();
  }

  get #mayTry() {
    return this.#socket.connected && this.#health.mayTry;
  }

  #tryAgain() {
    this.#isTry = true;
    this.#health.failed();
    this.#connectAnew();
  }

  // Does this connection become a WebSocket, and does that answer? If not, this page polls on.
  async #prove(engine) {
    const isUpgraded = await new Promise((resolve) => {
      engine.once('upgrade', () => resolve(true));
      setTimeout(() => resolve(false), UPGRADE_WITHIN);
    });
    const answers = isUpgraded && (await this.#socket.timeout(PROOF_WITHIN).emitWithAck('snapshot', {}).then(() => true, () => false));
    if (answers || engine !== this.#socket.io.engine || this.ended) return;
    this.#health.poll();
    this.#connectAnew();
  }

  #take(state) {
    // What the room has just named is not shown before its words are here.
    if (lacks(this.#named, state.view)) {
      if (lacks(this.#learned?.instrument, state.view)) return this.#learn();
      this.#named = this.#learned.use();
    }
    this.#health.caughtUp();
    this.state = { ...this.state, ...state };
    const { view } = state;
    this.#timer.follow(view.timer, state.timer_left_ms);
    // How long a state was on its way differs: the time on the screen must not waver because of it.
    if (this.#break.follow(view.break, state.break_left_ms)) {
      this.breakEnds = Math.round((Date.now() + this.breakLeft()) / 60_000) * 60_000;
    }
    if (state.you) this.you = state.you;
    this.dispatchEvent(new Event('state'));
  }

  #learn() {
    this.#health.behind();
    // Some browsers remember that an address failed, so each try has its own.
    const again = this.#tries ? `?${this.#tries}` : '';
    this.#learning ??= import(`./naming.js${again}`)
      .then(({ learn }) => learn(this.#boot))
      .then(
        (learned) => {
          this.#learned = learned;
          this.#tries = 0;
        },
        () => {
          this.#tries += 1;
          return new Promise((over) => setTimeout(over, TRY_AGAIN * Math.min(this.#tries, 8)));
        },
      )
      .then(() => {
        this.#learning = null;
        this.refresh();
      });
  }

  #heard() {
    this.#health.heard();
    this.#judge();
  }

  #judge() {
    if (this.ended) return;
    if (this.#health.isDead()) {
      this.#health.died();
      this.#connectAnew();
    }
    const { isSilent, isBehind, isFresh } = this.#health;
    if ((isSilent || (isBehind && !this.#learning)) && this.#socket.connected) this.refresh();
    const quiet = !this.#waiting && performance.now() - this.#touchedAt > QUIET_FOR;
    if (quiet && !isSilent && this.#mayTry) this.#tryAgain();
    const freshness = isFresh ? 'fresh' : 'stale';
    if (freshness === this.freshness) return;
    this.freshness = freshness;
    this.dispatchEvent(new Event('freshness'));
  }

  // Someone else has joined in this browser since: a fresh page, if there is one, has the new token.
  async #openAnew(why) {
    const isOpen = await fetch(location.pathname).then(({ ok }) => ok, () => false);
    if (isOpen) location.reload();
    else this.#end(why);
  }

  // The server has newer scripts than this page. Reload once for each version, and not while someone types.
  #reload(version) {
    if (isBusy(this.#boot.audience)) setTimeout(() => this.#reload(version), 2000);
    else if (isFirstTime(version)) location.reload();
  }

  #end(why) {
    this.ended = why;
    this.#socket.disconnect();
    this.dispatchEvent(new Event('ended'));
  }
}

// What is no command: it has a name and number of its own, or needs none.
const BARE = new Set(['vote', 'reason', 'snapshot', 'answer_plan', 'suggest', 'drop_suggestion']);

// A server of the version before does not say whether the same may be sent again later.
const PASSING = /^(store-unavailable|restarting|busy|server-full|too-many-(?!pages).+)$/;
const withAgain = (error) => ({ again: error.final === undefined ? PASSING.test(error.code) : !error.final, ...error });

/** A 128-bit name for a request or a vote; works on plain http, where randomUUID does not exist. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Has this tab not yet reloaded for this `reason` (a version or a refusal)?
function isFirstTime(reason) {
  try {
    if (sessionStorage.getItem('cascade.reloaded') === reason) return false;
    sessionStorage.setItem('cascade.reloaded', reason);
    return true;
  } catch {
    return false; // without storage, the page might reload for ever
  }
}

// Would a reload lose something? A phone stores what is typed; a console does so only in part.
function isBusy(audience) {
  const fields = [...document.querySelectorAll('textarea, select, input:not([type=radio], [type=checkbox])')];
  const drafts = audience === 'trainer' && fields.some(({ value, defaultValue = value }) => value !== defaultValue);
  return drafts || fields.includes(document.activeElement) || document.querySelector('dialog[open]') !== null;
}
