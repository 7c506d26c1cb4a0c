// What a page concludes from what comes and what does not: is its screen fresh, has its connection died,
// and which transport should be tried next? Touches neither page nor socket.

const PULSE_WITHIN = 7000; // ms without any word from the server until the screen may be stale
const BLIP = 5000; // ms for which a dropped connection stays silent: most are back by then
const BEHIND_FOR = 2000; // ms for which a state may wait for its words
const DEAD_AFTER = 8000; // ms without an answer after which an open connection is given up
const ASLEEP = 2000; // ms between two judgements that show that the page was not running
const PROVEN = 60000; // ms after which a connection that answers says nothing more about the network
const POLLING_FOR = 5 * 60000; // ms until WebSockets are tried again where their frames got lost,
const POLLING_MOST = 8 * POLLING_FOR; // and twice as long after each try that failed, up to this

export class Health {
  #now;
  #keep;
  #heardAt;
  #judgedAt;
  #wokeAt = 0; // until then this page did not run
  #lostAt = null; // since when there is no connection
  #behindSince = null; // since when a state waits
  #openedAt = 0; // this connection
  #unansweredSince = null; // since when it owes us an answer
  #answered = false; // has it ever given one?
  #deaths = 0; // connections in a row that fell silent
  #first = 'websocket';
  #pollFor = POLLING_FOR; // how long it is polled the next time

  /** `keep` (lib/keep.js) holds until when this tab only polls; `now` gives ms on a clock that is never set. */
  constructor(keep, now = () => performance.now()) {
    this.#keep = keep;
    this.#now = now;
    this.#heardAt = this.#judgedAt = now();
    this.isOnlyPolling = false;
  }

  // --- what happens

  heard() {
    this.#heardAt = this.#now();
  }

  lost() {
    this.#lostAt ??= this.#now();
  }

  /** The whole state has come over this connection. */
  restored() {
    this.#lostAt = null;
    this.heard();
  }

  /** A state is here that can't be shown yet. */
  behind() {
    this.#behindSince ??= this.#now();
  }

  caughtUp() {
    this.#behindSince = null;
  }

  opened() {
    this.#openedAt = this.#unansweredSince = this.#now();
    this.#answered = false;
  }

  closed() {
    this.#unansweredSince = null;
  }

  asked() {
    this.#unansweredSince ??= this.#now();
  }

  answered() {
    this.#unansweredSince = null;
    this.#answered = true;
    const age = this.#now() - this.#openedAt;
    if (age > PROVEN) this.#deaths = 0;
    if (age > POLLING_FOR && !this.isOnlyPolling) this.#pollFor = POLLING_FOR;
  }

  /** Nothing came of an attempt to connect: some networks swallow WebSockets without a word. */
  failed() {
    this.#first = 'polling';
  }

  /** The open connection is given up. */
  died() {
    this.#deaths += 1;
    this.#first = 'polling'; // answers at once, and becomes a WebSocket where frames come through
    if (this.isOnlyPolling) this.#keep.write(0);
    else if (!this.#answered || this.#deaths > 1 || this.#pollFor > POLLING_FOR) this.poll();
    this.lost();
    this.closed();
  }

  // --- what follows from it

  /** Is the connection open while nothing is answered? Every answer takes the server four seconds at most. */
  isDead() {
    const now = this.#now();
    if (now - this.#judgedAt > ASLEEP) this.#wokeAt = now;
    this.#judgedAt = now;
    const owing = this.#unansweredSince;
    return owing !== null && now - Math.max(owing, this.#wokeAt) > DEAD_AFTER;
  }

  get isSilent() {
    return this.#now() - this.#heardAt > PULSE_WITHIN;
  }

  get isBehind() {
    return this.#behindSince !== null;
  }

  get isFresh() {
    const isCutOff = this.#lostAt !== null && this.#now() - this.#lostAt > BLIP;
    const isLeftBehind = this.isBehind && this.#now() - this.#behindSince > BEHIND_FOR;
    return !isCutOff && !isLeftBehind && !this.isSilent;
  }

  /** Socket.IO's options for the next connection. A network that lets a WebSocket open and then loses its
   * frames is worse than one without any: for a while this page only polls. */
  means() {
    this.isOnlyPolling = this.#isPollingTime();
    if (this.isOnlyPolling) return { transports: ['polling'], upgrade: false };
    const second = this.#first === 'polling' ? 'websocket' : 'polling';
    return { transports: [this.#first, second], upgrade: true };
  }

  /** Does this page poll, and may it try WebSockets again? */
  get mayTry() {
    return this.isOnlyPolling && !this.#isPollingTime();
  }

  /** Only poll from now on; for longer each time, until WebSockets have been good for a while. */
  poll() {
    this.#keep.write(Date.now() + this.#pollFor);
    this.#pollFor = Math.min(2 * this.#pollFor, POLLING_MOST);
  }

  // By the device's clock, as it outlives a reload of this tab; a clock that was set may not mean days.
  #isPollingTime() {
    const until = this.#keep.read() ?? 0;
    return Date.now() < until && Date.now() > until - 2 * POLLING_MOST;
  }
}

/** Did a newer state overtake the answer to a snapshot, of which `known` was the state when it was asked for? */
export const overtaken = (known, now, answered) => now !== known && answered.revision < now.revision;

/** Does a page that has words for what was `named` lack those of a state? The release before does not tell. */
export const lacks = (named, { instrument = named }) => instrument !== named;
