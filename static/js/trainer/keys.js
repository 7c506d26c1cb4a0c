// Keyboard shortcuts for the common path. They are off until a trainer turns them on (WCAG 2.1.4): one
// key meant for the chat beside the console would act in front of everyone.
import { html } from '../../vendor/lit-html/lit-html.js';
import { folding, goTo } from './parts.js';
import { homeOf, isTable } from './topics.js';

const LIST = { o: 'open', c: 'close', d: 'discuss', a: 'again', r: 'ruling', n: 'next', '?': 'list' };
const OF_ROWS = { t: 'take_up', b: 'back' }; // where several rows are looked at together
const STEPS = {
  o: ['open_round', 'show_rated'],
  c: ['close_round'],
  d: ['start_discussion', 'end_discussion'],
  a: ['rate_again'],
  r: ['go_to_ruling'],
  t: ['take_up'],
};
const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
const REST = 2000; // ms without a key after which no one is still in the middle of a word

/** Is this a part of the page that takes what is typed? */
export const isField = (target) => Boolean(target.closest?.(FIELDS));

export class Shortcuts {
  #typedAt = -REST;

  constructor({ keep, desk, actions, confirm, side, changed }) {
    Object.assign(this, { keep, desk, actions, confirm, side, changed });
    document.addEventListener('keydown', (event) => this.#press(event));
  }

  get on() {
    return this.keep.read() === true;
  }

  set on(on) {
    this.keep.write(on);
    this.changed();
  }

  #press(event) {
    if (this.#isTyping(event) || !this.on || this.confirm.isOpen || !isPlain(event)) return;
    const key = event.key.toLowerCase();
    if (key === '?') this.#list();
    else if (key === 'n') goTo(`domain-${this.desk.view.next_domain}`);
    else if (STEPS[key]) this.#step(STEPS[key]);
    else if (key === 'b') this.#show(homeOf(this.actions.framework, this.desk.view.domain));
    else return;
    event.preventDefault();
  }

  // A state may take the field away in the midst of a word: the rest of it is no command.
  #isTyping({ target, timeStamp }) {
    if (!isField(target) && timeStamp - this.#typedAt >= REST) return false;
    this.#typedAt = timeStamp;
    return true;
  }

  #list() {
    this.side.show('keys');
    document.getElementById('keys-title').focus();
  }

  #show(domain) {
    if (domain && this.desk.may('show_domain') && !this.desk.isBusy(`show:${domain}`)) this.actions.showDomain(domain);
  }

  #step(names) {
    const step = this.desk.steps.find(({ is }) => names.includes(is));
    if (step && !this.desk.isBusy(step.is)) this.actions.take(step);
  }
}

function isPlain(event) {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing);
}

export function keyList({ words, shortcuts, framework }) {
  const t = words.trainer.keys;
  return folding(
    'keys',
    t.title,
    html`<label class="tick">
        <input type="checkbox" .checked=${shortcuts.on}
          @change=${(event) => (shortcuts.on = event.target.checked)} />
        ${t.use}
      </label>
      <p class="hint">${t.hint}</p>
      <dl class="keys">
        ${Object.entries({ ...LIST, ...(isTable(framework) ? OF_ROWS : {}) }).map(([key, name]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${t[name]}</dd></div>`)}
      </dl>`,
  );
}
