// What each button of the plan does: asks first where a slip would cost something, then sends the command.
import { fill } from '../../lib/words.js';
import { goalOf } from '../../lib/plan.js';
import { goTo } from '../parts.js';

const FIELDS = ['text', 'measure', 'achievable', 'domains', 'due', 'owner', 'first_step'];

export class Doing {
  #passed = new Set(); // what the trainer has moved on from, in words

  /** `unfinished` gives what is begun and neither sent nor agreed. */
  constructor({ desk, confirm, words, writing, looking, marks, unfinished }) {
    Object.assign(this, { desk, confirm, writing, looking, marks, unfinished, words: words.goals_desk });
  }

  get plan() {
    return this.desk.view.plan;
  }

  /** The words on a step's button. */
  label({ is, goal }) {
    const n = goalOf(this.plan, goal)?.number;
    const { question } = this.plan;
    if (is === 'settle_score') return question?.median === null ? this.words.do.settle_none : fill(this.words.do.settle_score, { score: question?.median });
    if (is === 'ask_score' && question?.goal === goal) return this.words.do.ask_again;
    if (is === 'show_actions' && !this.plan.actions.some(({ here, state }) => !here && state === 'open')) return this.words.do.add_actions;
    if (is === 'ask_needs' && question) return this.words.do.ask_again;
    if (is === 'show_goals' && goal) return fill(this.words.do.back_to_goal, { n });
    return fill(this.words.do[is], { n });
  }

  /** Take one of the plan's steps, as the view has them in `plan.next`. */
  take({ is, goal, question }) {
    return {
      show_actions: () => this.moveOn('actions'),
      show_needs: () => this.moveOn('needs'),
      show_goals: () => this.moveOn('goals', goal || this.plan.goal),
      show_scores: () => this.moveOn('scores'),
      show_sessions: () => this.moveOn('sessions'),
      show_closing: () => this.moveOn('closing'),
      ask_needs: () => this.askNeeds(),
      ask_score: () => this.askScore(goal),
      close_question: () => this.close(question),
      choose_needs: () => this.chooseNeeds(),
      add_goal: () => this.addGoal(),
      agree_goal: () => this.agree(goal),
      settle_score: () => this.settleAtMedian(goal),
    }[is]?.();
  }

  // --- the screens ---

  show(part, goal = '', asked = null) {
    return this.#run('plan-step', `show:${part}:${goal}`, 'show_plan', { part, goal }, asked, () => this.looking.goAlong());
  }

  /** Show the next part; what is left unfinished in the one before the trainer or the room is said first, and once more a
   * draft of a goal that was left before. */
  async moveOn(part, goal) {
    const left = [this.plan.part, this.looking.partIn(this.desk.view)].filter((one) => one && one !== part);
    const isPassed = ({ part: at, text }) => at === 'goals' && part !== 'goals' && !this.#passed.has(text);
    const list = this.unfinished().filter((one) => left.includes(one.part) || isPassed(one)).map(({ text }) => text);
    const asked = list.length && (() => ({ ...this.words.confirm.move_on, list }));
    const ok = await this.show(part, goal, asked);
    if (ok) list.forEach((text) => this.#passed.add(text));
    return ok;
  }

  hide() {
    return this.#run('plan-step', 'hide_plan', 'hide_plan');
  }

  // --- asking the room ---

  askNeeds() {
    this.looking.goAlong();
    return this.#run('plan-question', 'ask_needs', 'ask_needs');
  }

  askScore(goal) {
    this.looking.goAlong();
    return this.#run('plan-question', `ask_score:${goal}`, 'ask_score', { goal });
  }

  /** People may answer while the question is on the screen: it always says how things are. */
  close(question) {
    const doubt = () => doubtAt(this.plan?.question);
    const asked = () => ({ ...this.words.closing[doubt() ?? 'ok'], values: this.plan?.question ?? {} });
    return this.#run('plan-question', 'close_question', 'close_question', { question }, doubt() && asked);
  }

  cancel(question) {
    const asked = this.plan.question?.answered && (() => this.words.confirm.cancel_question);
    return this.#run('plan-question', 'cancel_question', 'cancel_question', { question }, asked);
  }

  /** `step` here and below is the one a form was filled in from. */
  enterAnswers(question, counts, cantSay, step) {
    return this.#run('plan-hand', 'enter_answers', 'enter_answers', { question, counts, cant_say: cantSay, step });
  }

  practise(question) {
    return this.#run('plan-question', 'practice_answer', 'practice_answer', { question });
  }

  // --- needs ---

  /** Record the domains that are marked. */
  async chooseNeeds() {
    const domains = this.marks.of(this.desk.view);
    if (!domains.length) {
      this.looking.goAlong();
      this.desk.refuse('plan-needs', [{ field: 'plan-needs-domains', sentence: this.words.needs.mark_first }]);
      return false;
    }
    if (this.marks.isOvertaken(this.desk.view)) {
      this.desk.refuse('plan-needs', [{ field: 'plan-needs-domains', sentence: this.words.needs.overtaken }]);
      return false;
    }
    const ok = await this.#run('plan-needs', 'choose_needs', 'choose_needs', { domains });
    if (ok) this.marks.done();
    this.desk.changed();
    return ok;
  }

  // --- goals ---

  /** Begin a goal, with what `wording` has of it; in the place of the goal `replaces`. */
  async addGoal(wording = {}, replaces = '', asked = null) {
    const ok = await this.#run('plan-goals', 'add_goal', 'add_goal', { wording, replaces }, asked);
    if (!ok) return false;
    const made = this.plan?.goals.at(-1);
    // Not by a press of its own: the buttons that just settled would not take it. What people look at or answer stays.
    const isFree = this.plan?.part !== 'goals' && !this.plan?.question?.open && !this.desk.view.domain;
    if (made && isFree) await this.desk.runPlan('plan-step', 'show:goals', 'show_plan', { part: 'goals', goal: made.id });
    if (made) goTo(`plan-${made.id}-text`);
    return ok;
  }

  /** Agree a draft as it is on screen, once all that is typed is stored. */
  async agree(goal) {
    if (!(await this.writing.flush(goal))) return this.#notStored(goal);
    const { draft } = goalOf(this.plan, goal) ?? {};
    if (!draft) return false;
    const place = `plan-${goal}`;
    const lacking = ['text', 'due'].filter((field) => !draft[field]);
    if (lacking.length) {
      this.desk.refuse(place, lacking.map((field) => ({ field: `${place}-${field}`, sentence: this.words.lacking[field] })));
      return false;
    }
    return this.#run(place, `agree:${goal}`, 'agree_goal', { goal, wording: draft });
  }

  #notStored(goal) {
    const sentence = this.words.saving[this.writing.stateOf(goal) === 'late' ? 'agree_late' : 'agree_refused'];
    this.desk.refuse(`plan-${goal}`, [{ field: `plan-${goal}-text`, sentence }]);
    return false;
  }

  reword(goal) {
    return this.#run(`plan-${goal}`, `reword:${goal}`, 'reword_goal', { goal });
  }

  dropDraft(goal) {
    const held = goalOf(this.plan, goal);
    const isEmpty = FIELDS.every((field) => !this.writing.valueOf(goal, field).trim());
    const question = held.wording ? this.words.confirm.drop_rewording : this.words.confirm.drop_draft;
    return this.#run('plan-goals', `drop:${goal}`, 'drop_draft', { goal }, !isEmpty && (() => question));
  }

  choose(rival, use) {
    this.writing.giveUp(rival.goal, rival.field);
    return this.#run(`plan-${rival.goal}`, `choose:${rival.id}`, 'choose_text', { goal: rival.goal, rival: rival.id, use });
  }

  /** A goal is 'reached' or 'dropped'. */
  closeGoal(goal, state) {
    const asked = { ...this.words.confirm[state], values: { n: goalOf(this.plan, goal).number } };
    return this.#run('plan-goals', `${state}:${goal}`, 'close_goal', { goal, state }, () => asked);
  }

  replace(goal) {
    const asked = { ...this.words.confirm.changed, values: { n: goalOf(this.plan, goal).number } };
    return this.addGoal({}, goal, () => asked);
  }

  reopen(goal) {
    return this.#run('plan-goals', `reopen:${goal}`, 'reopen_goal', { goal });
  }

  /** Take a suggestion away. */
  dropSuggestion(suggestion) {
    return this.desk.run('plan-suggested', `suggestion:${suggestion}`, 'drop_suggestion', { suggestion });
  }

  /** Begin a goal with a suggestion. */
  async useSuggestion({ id, text }) {
    if (await this.addGoal({ text })) await this.dropSuggestion(id);
  }

  /** Put a suggestion into the text of a goal that is being written, once. */
  async putInto(goal, { id, text }) {
    if (this.desk.isBusy(`suggestion:${id}`)) return;
    const before = this.writing.valueOf(goal, 'text').trim();
    this.writing.type(goal, 'text', before ? `${before} ${text}` : text, 'once');
    await this.dropSuggestion(id);
    goTo(`plan-${goal}-text`);
  }

  // --- scores ---

  settleAtMedian(goal) {
    const { question } = this.plan;
    if (question.median === null) {
      goTo(`plan-settle-${goal}-title`);
      return false;
    }
    return this.settle(goal, 'median', question.median);
  }

  settle(goal, method, score) {
    const { id: question } = this.plan.question;
    return this.#run(`plan-settle-${goal}`, `settle:${goal}:${method}`, 'settle_score', { goal, question, method, score });
  }

  note(goal, { hinders, helps }, step) {
    return this.#run(`plan-note-${goal}`, `note:${goal}`, 'note_goal', { goal, hinders, helps, step });
  }

  // --- support sessions ---

  /** Choose a session, or replace what the one of this id is. */
  saveSession(id, session, step) {
    const [event, payload] = id ? ['change_session', { session: id, ...session, step }] : ['add_session', session];
    return this.#run(`plan-session${id && `-${id}`}`, `session:${id}`, event, payload);
  }

  removeSession({ id, number }) {
    const asked = { ...this.words.confirm.remove_session, values: { n: number } };
    return this.#run('plan-sessions', `remove:${id}`, 'remove_session', { session: id }, () => asked);
  }

  // --- actions ---

  /** Agree an action, or replace what the one of this id says. */
  saveAction(id, said, step) {
    const [event, payload] = id ? ['change_action', { action: id, ...said, step }] : ['add_action', said];
    return this.#run(`plan-action${id && `-${id}`}`, `action:${id}`, event, payload);
  }

  markAction(action, state) {
    return this.#run('plan-actions', `mark:${action}:${state}`, 'mark_action', { action, state });
  }

  removeAction({ id, text }) {
    const asked = { ...this.words.confirm.remove_action, values: { text } };
    return this.#run('plan-actions', `remove:${id}`, 'remove_action', { action: id }, () => asked);
  }

  // Where it is `asked` about first, as confirm.ask takes it, the step is the one on screen when the question was put.
  async #run(place, key, event, payload = {}, asked = null, before = () => {}) {
    const step = this.plan?.step;
    if (this.desk.isBusy(key) || this.confirm.isOpen) return false;
    if (asked && !(await this.confirm.ask(asked))) return false;
    before();
    return this.desk.runPlan(place, key, event, { step, ...payload });
  }
}

/** What speaks against closing a question now: 'empty', 'one', 'few', or null. */
export function doubtAt(question) {
  if (!question?.open) return null;
  const { answered, of } = question;
  if (!answered) return 'empty';
  if (answered === 1) return 'one';
  return answered * 2 < of ? 'few' : null;
}
