// Countdowns: for an open round, with closing as a choice of its own, and for the discussion.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { countdownFacts, countdownView } from '../lib/timer.js';
import { counted } from '../lib/words.js';
import { button } from './parts.js';

const ROUND = [30, 60, 120, 180, 300];
const DISCUSSION = [0, 60, 120, 180, 300, 600];

function length(seconds, t) {
  if (seconds === 0) return t.no_timer;
  return seconds < 60 ? counted(t.seconds, seconds) : counted(t.minutes, seconds / 60);
}

function choice({ id, label, values, chosen, choose, t }) {
  return html`<div class="field timer-length">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(event) => choose(Number(event.target.value))}>
      ${values.map(
        (seconds) => html`<option value=${seconds} ?selected=${seconds === chosen}>${length(seconds, t)}</option>`,
      )}
    </select>
  </div>`;
}

/** How long the discussion is to take; chosen before it starts. */
export function discussionLength({ words, actions }) {
  return choice({
    id: 'discussion-length',
    label: words.trainer.discussion_length,
    values: DISCUSSION,
    chosen: actions.discussionSeconds,
    choose: (seconds) => (actions.discussionSeconds = seconds),
    t: words.trainer.timer,
  });
}

export function timerPanel(page) {
  const { view, words } = page;
  const t = words.trainer.timer;
  return html`<fieldset class="timing">
    <legend>${t.title}</legend>
    ${view.timer ? running(page, t) : choosing(page, t)}
    ${view.round ? autoClose(page, words.trainer.round) : nothing}
  </fieldset>`;
}

function running({ view, left, words, desk, actions }, t) {
  const facts = countdownFacts(view.timer, left);
  const more = (seconds, text, label) =>
    button({ desk, key: `extend:${seconds}`, text, label, act: () => actions.extendTimer(seconds) });
  return html`${facts
      ? countdownView(facts, { left: words.common.time_left, over: words.common.time_up })
      : nothing}
    ${view.round ? html`<p class="hint">${view.timer.closes ? t.will_close : t.will_not_close}</p>` : nothing}
    <div class="row">
      ${more(30, t.more_30, t.more_30_label)} ${more(60, t.more_60, t.more_60_label)}
      ${button({ desk, key: 'clear', text: t.clear, act: () => actions.clearTimer() })}
    </div>`;
}

function choosing({ view, desk, actions }, t) {
  return html`<div class="row timer-choice">
    ${choice({
      id: 'timer-length',
      label: t.length,
      values: ROUND,
      chosen: actions.timer.seconds,
      choose: (seconds) => (actions.timer.seconds = seconds),
      t,
    })}
    ${view.round
      ? html`<label class="tick">
          <input type="checkbox" .checked=${asIs(actions.timerCloses)}
            @change=${(event) => (actions.timer.closes = event.target.checked ? view.round.id : null)} />
          ${t.closes}
        </label>`
      : nothing}
    ${button({ desk, key: 'timer', text: t.start, act: () => actions.setTimer() })}
  </div>`;
}

function autoClose({ view, desk, actions }, t) {
  if (!desk.may('set_auto_close')) return nothing;
  return html`<label class="tick">
    <input type="checkbox" .checked=${asIs(actions.autoClose ?? view.auto_close)} aria-disabled=${desk.isBusy('auto') ? 'true' : nothing}
      @change=${(event) => actions.setAutoClose(event.target.checked)} />
    ${t.auto_close}
  </label>`;
}
