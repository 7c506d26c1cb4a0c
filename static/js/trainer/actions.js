// What each button does: asks first where a slip would cost something, then sends the command.
import { counted, fill } from '../lib/words.js';
import { aheadIn } from './ahead.js';
import { Asking } from './asking.js';
import { Clock } from './clock.js';
import { Crowd } from './crowd.js';
import { closeQuestion, doubtsAt, finishQuestion } from './closing.js';
import { Erasing } from './erasing.js';
import { payloadOf } from './handdraft.js';
import { isNamed } from './forms.js';
import { goTo } from './parts.js';
import { Showing } from './showing.js';
import { labelOf } from '../lib/instrument.js';
import { proposalOf, whyAlone } from './rowset.js';
import { recordQuestion } from './together.js';
import { rowName, topicName } from './topics.js';

export class Actions {
  /** `erased` is called with the way on once the workshop has been deleted; `lengths` keeps how long
   * countdowns are; `unfinished` gives what is begun and neither sent nor agreed, each in words. */
  constructor({ desk, confirm, pairs, lengths, me, words, framework, drafts, byHandDrafts, nameDrafts, erased, unfinished }) {
    Object.assign(this, { desk, me, words, framework, drafts, byHandDrafts, nameDrafts, unfinished });
    this.asking = new Asking({ desk, confirm, words });
    this.clock = new Clock({ desk, keep: lengths });
    this.crowd = new Crowd({ desk, asking: this.asking, confirm, pairs, words });
    this.showing = new Showing({ desk, asking: this.asking });
    this.erasing = new Erasing({ confirm, words, erased });
  }

  short(domain) {
    return topicName(this.framework, domain, this.words.rows);
  }

  /** The words on a step's button. */
  label({ is, domain, number, method, domains }) {
    if (is === 'record_together') return counted(this.words.rows.record.first[method], domains.length);
    if (is === 'take_up') return this.words.rows.take_up_next[whyAlone(this.desk.view.cells, domain)];
    if (is === 'reveal_ahead') return this.showAheadLabel(domain);
    const key = is === 'rate_again' && number === 1 ? 'open_first' : is;
    return fill(this.words.do[key], { domain: this.short(domain), n: number });
  }

  /** The words on the button that shows what was rated ahead. */
  showAheadLabel(domain) {
    const isHere = domain === this.desk.view.domain;
    return fill(this.words.do[isHere ? 'reveal_here' : 'reveal_ahead'], { domain: this.short(domain), n: aheadIn(this.desk.view, domain)?.rated ?? 0 });
  }

  /** Take one of the next steps; as the view has them in `next`. */
  take(step) {
    const { is, domain, round, method, domains } = step;
    const send = (event, payload) => this.desk.run('steps', is, event, payload);
    const sure = (event, payload, values) => this.asking.sure('steps', is, is, event, payload, values);
    return {
      open_round: () => send('open_round', { domain }),
      rate_again: () => send('open_round', { domain }),
      show_rated: () => send('show_domain', { domain }),
      reveal_ahead: () => send('reveal_ahead', { domain }),
      close_round: () => this.#closeRound(step),
      cancel_round: () => sure('cancel_round', { round }),
      start_discussion: () => send('start_discussion', { seconds: this.clock.lengthOf('discussion') }),
      end_discussion: () => send('end_discussion'),
      go_to_ruling: () => goTo('ruling-form'),
      reopen_ruling: () => this.#reopen('steps', is, domain),
      record_together: () => this.recordTogether(method, this.desk.view.cells.filter((one) => domains.includes(one.domain))),
      take_up: () => this.showDomain(domain),
      show_overview: () => send('show_overview'),
      finish: () => this.asking.sure('steps', () => finishQuestion(this.desk.view, this.unfinished(), this.words.confirm), is, 'finish'),
      reopen_workshop: () => send('reopen_workshop'),
    }[is]?.();
  }

  // People may rate while the question is on the screen: it always says how things are.
  #closeRound({ is, round }) {
    if (!doubtsAt(this.desk.view).length) return this.desk.run('steps', is, 'close_round', { round });
    const question = () => closeQuestion(this.desk.view, this.framework, this.words);
    return this.asking.sure('steps', question, is, 'close_round', { round });
  }

  openRound(domain) {
    return this.desk.run('domains', `open:${domain}`, 'open_round', { domain });
  }

  revealAhead(domain) {
    return this.desk.run('domains', `ahead:${domain}`, 'reveal_ahead', { domain });
  }

  showDomain(domain) {
    return this.desk.run('domains', `show:${domain}`, 'show_domain', { domain });
  }

  reopenRuling(domain) {
    return this.#reopen('domains', `reopen:${domain}`, domain);
  }

  // What was recorded is where putting it right begins.
  async #reopen(place, key, domain) {
    const result = this.desk.view.domains.find((one) => one.domain === domain);
    const values = { domain: this.short(domain) };
    const ok = await this.asking.sure(place, 'reopen_ruling', key, 'reopen_ruling', { domain }, values);
    if (ok && result?.ruling) this.drafts.takeBack(result);
    this.desk.changed();
  }

  nudge(round) {
    return this.desk.run('nudge', 'nudge', 'nudge', { round });
  }

  /** `onwards` is called once it is entered. */
  async enterHands(payload, onwards) {
    const ok = await this.desk.run('by-hand', 'by-hand', 'enter_hands', payload);
    if (ok) this.byHandDrafts.done(payload);
    this.desk.changed();
    if (ok) onwards();
  }

  /** Of what was `entered` for a sector, in the cell of `draft`. */
  takeHandsBack({ sector, counts }, name, draft) {
    const none = { ...draft, round: this.desk.view.round.id, sector, counts: counts.map(() => 0), cantSay: 0, people: 0 };
    const key = `take-back:${sector}`;
    return this.asking.sure('by-hand', 'take_back_hands', key, 'enter_hands', payloadOf(none), { sector: name });
  }

  /** Record what is proposed for each of these cells, by a method that leaves no choice. */
  recordTogether(method, cells) {
    const question = () => recordQuestion(method, cells, (cell) => this.#proposed(cell), this.words.rows);
    const domains = cells.map(({ domain }) => domain);
    return this.asking.sure('ruling', question, `record:${method}`, 'record_rulings', { domains, method });
  }

  #proposed(cell) {
    const { rows } = this.words;
    const answer = labelOf(this.framework, cell.domain, proposalOf(cell)?.answer);
    return fill(rows.listed, { row: rowName(this.framework, cell.domain), answer });
  }

  /** Name the 'rows' or 'copies', by the command that does so. */
  async nameThem(what, command, names) {
    const place = `naming-${what}`;
    const ok = await this.desk.run(place, place, command, { names });
    if (ok) this.nameDrafts.done(what);
    this.desk.changed();
  }

  setLeastGroup(ratings) {
    return this.desk.run('smallest', 'smallest', 'set_least_group', { ratings });
  }

  /** A trainer who gave a name in the form is introduced first; without one the decision is recorded too. The
   * step is the one on screen at the press: what another trainer does meanwhile must not be decided over unseen. */
  async recordRuling() {
    const view = this.desk.view;
    const { domain, step } = view;
    const draft = this.drafts.for(view);
    const { method, note } = draft;
    const name = draft.by.trim();
    if (name && !isNamed(view, this.me) && !(await this.introduce(name, 'ruling'))) return;
    const rating = method === 'unresolved' ? null : draft.rating;
    const ok = await this.desk.run('ruling', 'ruling', 'record_ruling', { domain, method, rating, note, step });
    if (ok) this.drafts.done(domain);
    this.desk.changed();
  }

  /** A command without a payload: lock_joining, show_code and their opposites. */
  plain(place, command) {
    return this.desk.run(place, command, command);
  }

  introduce(name, place = 'trainers') {
    return this.desk.run(place, 'introduce', 'introduce', { name });
  }

  editDetails(details) {
    return this.desk.run('details', 'details', 'edit_details', { details });
  }

  replaceLink(link) {
    return this.asking.sure('links', `replace_${link}`, `replace:${link}`, 'replace_link', { link });
  }
}
