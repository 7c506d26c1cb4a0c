// What follows from the ratings, on a phone: what is asked, what takes shape, what was agreed. Fetched once there is a plan.
import { randomId } from '../../lib/live.js';
import { copyText } from '../../lib/copy.js';
import { Keep } from '../../lib/keep.js';
import { isSame, keyOf } from '../../lib/plan.js';
import { buzz } from '../telling.js';
import { adopt, answering } from './answering.js';
import { Choosing } from './choosing.js';
import { goals } from './goals.js';
import { needs } from './needs.js';
import { scores } from './scores.js';
import { Suggestions } from './suggestions.js';
import { actions, agreed, closing, sessions } from './summary.js';
import { keptDraft, unsent } from './suggestbox.js';
import { shapingSaid, stepSaid } from './told.js';
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { fill } from '../../lib/words.js';

const PARTS = { actions, needs, goals, scores, sessions, closing };
const AT_REST = 4000; // ms without a change until a wording that takes shape is read out
const RATING = new Set(['open', 'discussion']);
const STORED = new Set(['saved', 'elsewhere', 'hidden']);

export class Planning {
  #situation;
  #announcer;
  #words;
  #draw;
  #limits;
  #seen = null; // the plan as it was before
  #told; // what the server last said of us
  #rest;
  #askedFor = null; // who we were when we asked what is stored of us
  #live;

  /** `votes` is the name under which this browser keeps the person's votes; `limits` are the plan's. */
  constructor({ situation, live, votes, announcer, words, limits, draw }) {
    Object.assign(this, { refused: null, suggestProblem: null, missed: null, copied: false });
    this.#situation = situation;
    this.#announcer = announcer;
    this.#words = words;
    this.#limits = limits;
    this.#live = live;
    this.#draw = draw;
    const ask = (event) => (payload) => live.ask(event, payload);
    this.outbox = answering({ keep: new Keep(`${votes}.plan`), ask: ask('answer_plan'), newId: randomId, own: situation.told.you.plan, asked: () => this.asked, isOver: () => live.isOver });
    this.choosing = new Choosing({ keep: new Keep(`${votes}.needs`), outbox: this.outbox, most: limits.needs });
    this.suggestions = new Suggestions({ keep: new Keep(`${votes}.suggestion`), ask: ask('suggest'), newId: randomId, most: limits.suggestions, isOver: () => this.#isOver });
    this.#listen();
    this.follow();
  }

  #listen() {
    const { announcer, phone } = { announcer: this.#announcer, phone: this.#words.goals_stage.phone };
    this.outbox.addEventListener('change', () => {
      const status = this.asked && this.outbox.status(this.asked);
      if (status === 'late') announcer.say(this.#words.status.not_saved);
      if (STORED.has(status)) announcer.say(this.#words.status.saved);
      this.#draw();
    });
    this.outbox.addEventListener('refused', ({ detail }) => {
      this.refused = detail;
      announcer.say(`${phone.refused}. ${detail.sentence}`);
      this.#draw();
    });
    this.suggestions.addEventListener('change', this.#draw);
    this.suggestions.addEventListener('sent', () => announcer.tell(phone.suggest.sent));
    this.suggestions.addEventListener('refused', ({ detail }) => {
      this.suggestProblem = detail.sentence;
      announcer.say(`${phone.suggest.problem}. ${detail.sentence}`);
      this.#draw();
    });
  }

  /** The key of the question on the screens, or null. */
  get asked() {
    const { question = null } = this.#situation.view.plan ?? {};
    return question && keyOf(question);
  }

  /** A state has come, or a word about who we are. */
  follow() {
    const { view, told } = this.#situation;
    const { plan } = view;
    const before = this.#seen;
    if (told.you !== this.#told) {
      this.#told = told.you;
      adopt(this.outbox, told.view.plan?.question, told.you.plan);
      if (told.you.plan) this.suggestions.adopt(told.you.plan.suggestions);
    }
    this.#askAnew(told);
    if (this.#isOver) this.suggestions.hurry(); // a last try
    if (plan === before) return;
    this.#seen = plan;
    const was = before?.question;
    const opens = Boolean(plan?.on_screen && plan.question?.open && !isSame(plan.question, was));
    if (was?.open && !(isSame(plan?.question, was) && plan.question.open)) {
      this.missed = this.outbox.status(keyOf(was)) === 'none' ? keyOf(was) : null;
      this.outbox.hurry(); // whether a choice that was held back came in time is told at once
    }
    if (opens && this.refused?.round !== (was && keyOf(was))) this.refused = null;
    const said = stepSaid(before, plan, this.#words);
    if (said) this.#announcer.tell(said);
    this.#atRest(before, plan);
    if (opens && before) buzz(60);
  }

  // During a round nothing is said of the plan, so not what this person has answered either.
  #askAnew({ view, you }) {
    if (!this.asked || you.plan || !RATING.has(view.phase) || this.#askedFor === you) return;
    this.#askedFor = you;
    this.#live.refresh();
  }

  #atRest(before, plan) {
    const shaping = shapingSaid(plan, this.#words);
    if (shaping === shapingSaid(before, this.#words)) return;
    clearTimeout(this.#rest);
    if (shaping) this.#rest = setTimeout(() => this.#announcer.say(shaping), AT_REST);
  }

  /** The screen of the part that is before the room. */
  screen(page) {
    const { part } = page.view.plan;
    return html`${part === 'goals' ? nothing : keptDraft(page)} ${PARTS[part]?.(page) ?? nothing}`;
  }

  /** What was agreed, for the last screen. */
  agreed = agreed;

  /** What was written and was not sent, once there is nothing to do any more. */
  unsent = unsent;

  get #isOver() {
    return this.#live.isOver || this.#situation.isOver;
  }

  // --- what a person does ---

  score(score, delay) {
    this.#begin();
    this.outbox.choose(this.asked, score, delay);
  }

  tick(key, isTicked) {
    this.refused = null;
    if (!this.choosing.toggle(this.asked, key, isTicked)) {
      this.#announcer.tell(fill(this.#words.goals_stage.phone.needs.full, { n: this.#limits.needs }));
    }
    this.#draw();
  }

  send() {
    this.#begin();
    this.choosing.send(this.asked);
  }

  #begin() {
    this.refused = null;
    this.#announcer.clear();
  }

  writeSuggestion(text) {
    this.suggestProblem = null;
    this.suggestions.write(text);
  }

  suggest() {
    this.suggestProblem = null;
    this.suggestions.send();
  }

  async copyUnsent(field) {
    this.copied = await copyText(field.value, field);
    this.#announcer.say(this.#words.goals_stage.phone.suggest[this.copied ? 'copied' : 'copy_failed']);
    this.#draw();
  }

  hurry() {
    this.outbox.hurry();
    this.suggestions.hurry();
  }

  /** Somebody who has left, or once it is over: nothing stays in this browser, but what they wrote for a meeting that was
   * over before it could be sent. */
  forget() {
    this.outbox.forget();
    this.choosing.forget();
    if (!this.#situation.isHere || this.#live.isOver || !this.suggestions.isWritten) this.suggestions.forget();
  }
}

