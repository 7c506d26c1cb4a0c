// What each button does: asks first where a slip would cost something, then sends the command.
import { fill } from '../lib/words.js';
import { about } from './doubles.js';
import { isNamed } from './forms.js';
import { goTo } from './parts.js';
import { closeQuestion, doubtsAt } from './closing.js';

export class Actions {
  /** `erased` is called with the way on once the workshop has been deleted. */
  constructor({ desk, confirm, pairs, me, words, framework, drafts, byHandDraft, erased }) {
    Object.assign(this, { desk, confirm, pairs, me, words, framework, drafts, byHandDraft, erased });
    this.discussionSeconds = 180;
    this.breakMinutes = 15;
    this.timer = { seconds: 120, closes: null }; // closes: the round that was ticked, by its id
    this.autoClose = null;
    this.merging = { person: '', into: '' }; // as chosen in the form
    this.removing = { minutes: 5, network: null };
    this.wanted = new Map(); // parts just asked to be shown or not, until the answer is there
  }

  short(domain) {
    return this.framework.domains.find(({ key }) => key === domain)?.short ?? '';
  }

  /** The words on a step's button. */
  label({ is, domain, number }) {
    return fill(this.words.do[is], { domain: this.short(domain), n: number });
  }

  /** Take one of the next steps; as the view has them in `next`. */
  take(step) {
    const { is, domain, round } = step;
    const send = (event, payload) => this.desk.run('steps', is, event, payload);
    const sure = (event, payload, values) => this.#sure('steps', is, is, event, payload, values);
    return {
      open_round: () => send('open_round', { domain }),
      rate_again: () => send('open_round', { domain }),
      show_rated: () => send('show_domain', { domain }),
      close_round: () => this.#closeRound(step),
      cancel_round: () => sure('cancel_round', { round }),
      start_discussion: () => send('start_discussion', { seconds: this.discussionSeconds }),
      end_discussion: () => send('end_discussion'),
      go_to_ruling: () => goTo('ruling-form'),
      reopen_ruling: () => this.#reopen('steps', is, domain),
      show_overview: () => send('show_overview'),
      finish: () => sure('finish'),
      reopen_workshop: () => send('reopen_workshop'),
    }[is]?.();
  }

  // People may rate while the question is on the screen: it always says how things are.
  #closeRound({ is, round }) {
    if (!doubtsAt(this.desk.view).length) return this.desk.run('steps', is, 'close_round', { round });
    const question = () => closeQuestion(this.desk.view, this.words);
    return this.#sure('steps', question, is, 'close_round', { round });
  }

  openRound(domain) {
    return this.desk.run('domains', `open:${domain}`, 'open_round', { domain });
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
    const ok = await this.#sure(place, 'reopen_ruling', key, 'reopen_ruling', { domain }, values);
    if (ok && result?.ruling) this.drafts.takeBack(result);
    this.desk.changed();
  }

  /** Was it ticked that the countdown is to close the open round? */
  get timerCloses() {
    const { round } = this.desk.view;
    return Boolean(round) && this.timer.closes === round.id;
  }

  setTimer() {
    const { seconds } = this.timer;
    const payload = { seconds, closes: this.timerCloses };
    return this.desk.run('timer', 'timer', 'set_timer', payload).then((ok) => {
      // Closing by the clock is asked for each time anew.
      if (ok) this.timer.closes = null;
      this.desk.changed();
    });
  }

  extendTimer(seconds) {
    return this.desk.run('timer', `extend:${seconds}`, 'extend_timer', { seconds });
  }

  clearTimer() {
    return this.desk.run('timer', 'clear', 'clear_timer');
  }

  /** The switch shows what was asked for until the answer says what is so. */
  async setAutoClose(on) {
    if (this.desk.isBusy('auto')) return this.desk.changed();
    this.autoClose = on;
    await this.desk.run('timer', 'auto', 'set_auto_close', { on });
    this.autoClose = null;
    return this.desk.changed();
  }

  /** As with every switch here: it shows what was asked for until the answer says what is so. */
  async showPart(part, on) {
    if (this.desk.isBusy('shown')) return this.desk.changed();
    this.wanted.set(part, on);
    await this.desk.run('shown', 'shown', on ? 'show_part' : 'hide_part', { part });
    this.wanted.delete(part);
    return this.desk.changed();
  }

  showReason({ id, text }) {
    return this.#sure('given', 'show_reason', `reason:${id}`, 'show_reason', { reason: id }, { text });
  }

  /** The question can be answered whatever happens meanwhile: it names what it is about. */
  withdrawReason(place, { id, text }) {
    return this.#sure(place, 'withdraw_reason', `withdraw:${id}`, 'withdraw_reason', { reason: id }, { text }, null);
  }

  nudge(round) {
    return this.desk.run('nudge', 'nudge', 'nudge', { round });
  }

  async enterHands(payload) {
    const ok = await this.desk.run('by-hand', 'by-hand', 'enter_hands', payload);
    if (ok) this.byHandDraft.done(payload);
    this.desk.changed();
  }

  takeHandsBack(sector, name) {
    const { round } = this.desk.view;
    const payload = { round: round.id, sector, counts: this.framework.levels.map(() => 0), cant_say: 0 };
    const key = `take-back:${sector}`;
    return this.#sure('by-hand', 'take_back_hands', key, 'enter_hands', payload, { sector: name });
  }

  setLeastGroup(ratings) {
    return this.desk.run('smallest', 'smallest', 'set_least_group', { ratings });
  }

  async recordRuling() {
    const view = this.desk.view;
    const { domain } = view;
    const draft = this.drafts.for(view);
    const { method, note } = draft;
    if (!isNamed(view, this.me) && !(await this.introduce(draft.by.trim(), 'ruling'))) return;
    const rating = method === 'unresolved' ? null : draft.rating;
    const ok = await this.desk.run('ruling', 'ruling', 'record_ruling', { domain, method, rating, note });
    if (ok) this.drafts.done(domain);
    this.desk.changed();
  }

  // A rating in the open round may go with its person; whether it is there is looked up when asked.
  async removePerson({ id, name, rated }) {
    const question = rated ? 'remove_rated' : 'remove_person';
    const payload = () => ({ person: id, with_ballot: this.confirm.ticked });
    return this.#sure('people', question, `remove:${id}`, 'remove_person', payload, { name });
  }

  async mergePeople({ person, into, name, other }) {
    const values = { name, other };
    const ok = await this.#sure('people', 'merge_people', `merge:${person}`, 'merge_people', { person, into }, values);
    if (ok) Object.assign(this.merging, { person: '', into: '' });
    this.desk.changed();
  }

  /** Its row goes, and the focus to the heading that it was under. */
  apart(pair) {
    this.pairs.add(pair);
    this.desk.changed();
    if (document.activeElement === document.body) goTo('people-title');
  }

  /** Of one network (null: of all), about so many `people`. */
  async removeJoined(minutes, network, people) {
    const { doubles } = this.words;
    const values = { when: doubles.minutes[minutes], people: about(people, doubles), name: network?.name };
    const question = network ? 'remove_network' : 'remove_joined';
    const payload = { minutes, like: network?.like ?? '' };
    const ok = await this.#sure('people', question, 'remove_joined', 'remove_joined', payload, values);
    if (ok) Object.assign(this.removing, { minutes: 5, network: null });
    this.desk.changed();
  }

  readmitPerson({ id }) {
    return this.desk.run('people', `readmit:${id}`, 'readmit_person', { person: id });
  }

  addPractice(count) {
    return this.desk.run('practice', 'add_practice', 'add_practice', { count });
  }

  practiceRate(round, picture) {
    return this.desk.run('practice', 'practice_rate', 'practice_rate', { round, picture });
  }

  startBreak() {
    return this.desk.run('break', 'break', 'start_break', { seconds: 60 * this.breakMinutes });
  }

  /** Send the form that deletes the workshop and everything in it, if the trainer is sure. */
  async erase(form, question = 'delete_rehearsal', values = {}) {
    if (this.confirm.isOpen) return;
    if (!(await this.confirm.ask(() => this.words.confirm[question], values))) return;
    try {
      // Another tab may have renamed the browser since this page came: its token of now will do.
      const { token } = await (await fetch('/hello', { cache: 'no-store' })).json();
      if (token) form.elements.token.value = token;
      if (await this.#isErased(form, token)) return;
    } catch {
      // What is wrong, the form's own answer says.
    }
    form.submit();
  }

  // As a program asks it, since a form's answer is a page, which knows nothing of what is kept here.
  async #isErased(form, token) {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Cascade-Token': token },
      body: JSON.stringify({ area: form.elements.area?.value ?? '' }),
    });
    const { ok, to } = await answer.json();
    if (ok) this.erased(to);
    return ok;
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
    return this.#sure('links', `replace_${link}`, `replace:${link}`, 'replace_link', { link });
  }

  // The step is the one on screen when the question was put: what another trainer does meanwhile
  // must not be confirmed away unseen.
  async #sure(place, question, key, event, payload = {}, values = {}, step = this.desk.view.step) {
    if (this.desk.isBusy(key) || this.confirm.isOpen) return false;
    const asked = typeof question === 'string' ? () => this.words.confirm[question] : question;
    if (!(await this.confirm.ask(asked, values))) return false;
    const said = typeof payload === 'function' ? payload() : payload;
    return this.desk.run(place, key, event, { ...said, step });
  }
}
