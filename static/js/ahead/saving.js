// What somebody has rated ahead on this page and the server has not yet stored: one domain after the other. "Saved" is
// true only of what an answer says the store holds. Does not touch the page.
import { Pending } from '../lib/pending.js';

const EMPTY = { waiting: null, cells: {} }; // cells: what is not stored yet, {rating, reason, sequence} by domain

/** Emits "stored" (what the server holds: {domain, rating, reason, sequence, here}; `here` is false where that is not what
 * was sent, but newer), and "refused" (the server's error and the domain). */
export class Saving extends Pending {
  #stored; // the sequence of what is stored, by domain
  #fresh = new Set(); // domains in which something was chosen since the page was opened
  #done = new Set(); // domains of which something was stored since then

  /** `ask` sends a cell and gives the answer; `stored` has the sequences of what the page shows as stored, by domain. */
  constructor({ keep, ask, stored }) {
    super({ keep, ask, empty: EMPTY });
    this.#stored = { ...stored };
    this.deliver();
  }

  /** What is on its way for a domain, {rating, reason}, or null. */
  cell(domain) {
    return this.record.cells[domain] ?? null;
  }

  /** "saving", "late", "saved" since the page was opened, or "none". */
  status(domain) {
    if (this.cell(domain)) return this.isLate ? 'late' : 'saving';
    return this.#done.has(domain) ? 'saved' : 'none';
  }

  /** Of all domains: "late", "saving", or "none" where nothing is on its way. */
  get whole() {
    if (!this.record.waiting) return 'none';
    return this.isLate ? 'late' : 'saving';
  }

  /** Take a rating (null is “Can’t say”) with its reason; `delay` ms may pass before it is sent. */
  choose(domain, rating, reason, delay = 0) {
    const sequence = Math.max(this.#stored[domain] ?? 0, this.cell(domain)?.sequence ?? 0) + 1;
    this.#fresh.add(domain);
    const cells = { ...this.record.cells, [domain]: { rating, reason, sequence } };
    this.begin({ cells, waiting: first(cells, this.record.waiting?.domain) }, delay);
  }

  request(waiting) {
    return waiting;
  }

  taken(sent, { cell }) {
    const { domain } = sent;
    const isSent = cell.rating === sent.rating && cell.sequence === sent.sequence;
    this.#stored[domain] = Math.max(this.#stored[domain] ?? 0, cell.sequence);
    const now = this.cell(domain);
    // Another page was first: what was chosen here later stands, what was left from an earlier visit does not.
    if (!isSent && now && this.#fresh.has(domain)) return this.choose(domain, now.rating, now.reason);
    this.#done.add(domain);
    this.#drop(sent);
    return this.dispatchEvent(new CustomEvent('stored', { detail: { ...cell, domain, here: isSent } }));
  }

  declined(sent, error) {
    this.#drop(sent);
    this.dispatchEvent(new CustomEvent('refused', { detail: { ...error, domain: sent.domain } }));
  }

  #drop({ domain, sequence }) {
    const { [domain]: cell, ...others } = this.record.cells;
    const cells = cell && cell.sequence > sequence ? this.record.cells : others;
    this.save({ cells, waiting: first(cells) });
  }
}

// The cell to send: that of `domain`, or else the one that has waited longest.
function first(cells, domain) {
  const key = cells[domain] ? domain : Object.keys(cells)[0];
  return key === undefined ? null : { domain: key, ...cells[key] };
}
