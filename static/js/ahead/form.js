// The form on the page: reads what is chosen and written, sends it, and says at each domain and in the bar what became
// of it.
import { counted, fill } from '../lib/words.js';

const WITHIN = 8000; // ms until a request counts as unanswered
const ARROW_PAUSE = 1200; // ms: arrow keys pass over ratings on the way to the one that is meant
const TYPING_PAUSE = 1200; // ms without a letter until a reason is sent
const CANT_SAY = 'cant-say';

export class Form {
  #form;
  #announcer;
  #words;
  #saving;
  #byKey = false;
  #refused = null; // why the last was not taken: the error, with its domain

  constructor(form, announcer) {
    this.#form = form;
    this.#announcer = announcer;
    this.#words = JSON.parse(document.getElementById('ahead-words').textContent);
    announcer.clear();
    form.classList.add('is-scripted');
  }

  /** The sequences of what the page shows as stored, by domain. */
  get stored() {
    return Object.fromEntries(this.#domains.map((part) => [part.dataset.domain, Number(part.dataset.sequence)]));
  }

  get #domains() {
    return [...this.#form.querySelectorAll('[data-domain]')];
  }

  /** Show what `saving` says, and give it what is chosen. What waited from an earlier visit is shown as chosen. */
  follow(saving) {
    this.#saving = saving;
    for (const part of this.#domains) {
      const cell = saving.cell(part.dataset.domain);
      if (cell) this.#show(part, cell);
    }
    this.#form.addEventListener('keydown', ({ key }) => (this.#byKey = key.startsWith('Arrow')));
    this.#form.addEventListener('pointerdown', () => (this.#byKey = false));
    this.#form.addEventListener('change', ({ target }) => this.#changed(target, target.type === 'radio' && this.#byKey ? ARROW_PAUSE : 0));
    this.#form.addEventListener('input', ({ target }) => target.type === 'textarea' && this.#changed(target, TYPING_PAUSE));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      saving.hurry();
    });
    saving.addEventListener('change', () => this.#draw());
    saving.addEventListener('stored', ({ detail }) => this.#stored(detail));
    saving.addEventListener('refused', ({ detail }) => this.#decline(detail));
    this.#draw();
  }

  /** Take what is still being written: the page may go. */
  hurry() {
    const at = document.activeElement;
    if (at?.type === 'textarea' && at.value !== at.dataset.sent) this.#changed(at, 0);
  }

  /** Send one domain's cell; the answer as `Saving` takes it. */
  async send(cell) {
    const { action, elements } = this.#form;
    const body = {
      instrument: elements.instrument.value,
      event: elements.event.value,
      domain: cell.domain,
      rating: cell.rating === null ? CANT_SAY : String(cell.rating),
      reason: cell.reason,
      sequence: String(cell.sequence),
    };
    const headers = { 'Content-Type': 'application/json', 'X-Cascade-Token': elements.token.value };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    try {
      const answer = await fetch(action, { ...asked, signal: AbortSignal.timeout?.(WITHIN), redirect: 'error' });
      const said = await answer.json();
      if (answer.ok) return { ok: true, cell: said.cell };
      if (said.error.code === 'no-token') return await this.#renewed(said.error);
      return { ok: false, error: said.error };
    } catch {
      return { ok: false, error: { again: true } };
    }
  }

  // Another tab of a first visit has renamed the browser: its token of now will do, if there is another one.
  async #renewed(error) {
    const { token } = this.#form.elements;
    const { token: now } = await (await fetch('/hello', { cache: 'no-store' })).json();
    const again = now !== token.value;
    token.value = now;
    return { ok: false, error: { ...error, again } };
  }

  #changed(target, delay) {
    const part = target.closest('[data-domain]');
    if (!part) return;
    const { rating, reason } = this.#read(part);
    part.querySelector('textarea').dataset.sent = reason;
    if (rating === undefined) return this.#draw(); // a reason waits for its rating
    this.#refused = null;
    this.#announcer.clear();
    this.#saving.choose(part.dataset.domain, rating, reason, delay);
  }

  #read(part) {
    const chosen = part.querySelector('input:checked')?.value;
    const rating = chosen === undefined ? undefined : chosen === CANT_SAY ? null : Number(chosen);
    return { rating, reason: part.querySelector('textarea').value };
  }

  #show(part, { rating, reason }) {
    part.querySelector(`input[type=radio][value="${rating === null ? CANT_SAY : rating}"]`).checked = true;
    part.querySelector('textarea').value = reason;
    if (reason) part.querySelector('details').open = true;
  }

  // What another page of theirs has saved since then stands; the person sees that it does.
  #stored({ domain, here, ...cell }) {
    const part = this.#domains.find(({ dataset }) => dataset.domain === domain);
    if (!here) this.#show(part, cell);
    part.classList.toggle('is-elsewhere', !here);
    this.#announcer.say(this.#words.saved);
    this.#draw();
  }

  #decline(error) {
    this.#refused = error;
    this.#announcer.say(error.sentence);
    this.#draw();
  }

  #draw() {
    const parts = this.#domains;
    for (const part of parts) {
      const [status, text] = this.#stateOf(part);
      const line = part.querySelector('.ahead-state');
      line.className = `ahead-state is-${status}`;
      write(line, text);
    }
    const rated = parts.filter((part) => this.#read(part).rating !== undefined).length;
    const { whole } = this.#saving;
    const bar = this.#form.querySelector('.save-bar');
    const isRefused = this.#refused !== null;
    bar.className = `save-bar save-${isRefused ? 'late' : whole === 'none' ? (rated ? 'saved' : 'none') : whole}`;
    const told = isRefused ? this.#words.not_taken : { none: rated ? this.#words.saved : '', saving: this.#words.saving, late: this.#words.late }[whole];
    write(bar.querySelector('[data-part=state]'), told);
    write(bar.querySelector('[data-part=count]'), fill(counted(this.#words.rated, rated), { all: parts.length }));
  }

  #stateOf(part) {
    const { domain } = part.dataset;
    const { rating, reason } = this.#read(part);
    if (this.#refused?.domain === domain) return ['late', this.#refused.sentence];
    if (rating === undefined) return reason.trim() ? ['late', this.#words.rate_first] : ['none', ''];
    const status = this.#saving.status(domain);
    if (part.classList.contains('is-elsewhere') && status === 'saved') return ['saved', this.#words.elsewhere];
    const isStored = status === 'saved' || (status === 'none' && part.dataset.sequence !== '0');
    return isStored ? ['saved', this.#words.saved] : [status, this.#words[status] ?? ''];
  }
}

function write(line, text) {
  if (line.textContent !== text) line.textContent = text;
}
