// Countdowns: for an open round, with closing as a choice of its own, and for the discussion. How long they are by
// default is a setting.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { counted, fill } from '../lib/words.js';
import { button, folding, goTo } from './parts.js';

const LENGTHS = {
  round: [30, 60, 120, 180, 300, 600],
  discussion: [0, 60, 120, 180, 300, 600],
};

/** A length of time in words. */
export function lengthText(seconds, t) {
  if (seconds === 0) return t.no_timer;
  return seconds < 60 ? counted(t.seconds, seconds) : counted(t.minutes, seconds / 60);
}

/** What can be done about the countdown now; its clock is in the bar. */
export function countdown(page) {
  const { view, words } = page;
  const t = words.trainer.timer;
  return html`<div class="timing" role="group" aria-label=${t.title}>
    ${view.timer ? running(page, t) : starting(page, t)}
  </div>`;
}

function running({ view, desk, actions }, t) {
  const more = (seconds, text) =>
    button({ desk, key: `extend:${seconds}`, text, act: () => actions.clock.extend(seconds) });
  return html`<div class="row">
      ${more(30, t.more_30)} ${more(60, t.more_60)}
      ${button({ desk, key: 'clear', text: t.clear, act: () => actions.clock.clear() })}
    </div>
    ${view.round ? html`<p class="hint">${view.timer.closes ? t.will_close : t.will_not_close}</p>` : nothing}`;
}

function starting({ view, desk, actions, side }, t) {
  const what = view.round ? 'round' : 'discussion';
  const seconds = actions.clock.lengthOf(what) || 180; // a discussion has no countdown until a trainer starts one
  return html`<div class="row">
    ${button({ desk, key: 'timer', text: fill(t.start, { length: lengthText(seconds, t) }), act: () => actions.clock.start(seconds) })}
    <button type="button" class="button button-plain" @click=${() => {
      side.show('timing');
      goTo(`timing-${what}`);
    }}>${t.change}</button>
    ${view.round
      ? html`<label class="tick">
          <input type="checkbox" .checked=${asIs(actions.clock.isToClose)}
            @change=${(event) => actions.clock.tick(event.target.checked)} />
          ${t.closes}
        </label>`
      : nothing}
  </div>`;
}

/** How long countdowns are by default, and whether a round closes by itself. */
export function timingDefaults(page) {
  const { view, words, desk, actions } = page;
  const t = words.trainer.timer;
  return folding(
    'timing',
    t.settings,
    html`${desk.may('set_auto_close')
        ? html`<label class="tick">
            <input type="checkbox" .checked=${asIs(actions.clock.autoClose ?? view.auto_close)}
              aria-disabled=${desk.isBusy('auto') ? 'true' : nothing}
              @change=${(event) => actions.clock.setAutoClose(event.target.checked)} />
            ${words.trainer.round.auto_close}
          </label>`
        : nothing}
      ${choice('round', page)} ${choice('discussion', page)}
      <p class="hint">${t.settings_hint}</p>`,
  );
}

function choice(what, { words, actions }) {
  const t = words.trainer.timer;
  const chosen = actions.clock.lengthOf(what);
  return html`<div class="field timer-length">
    <label for="timing-${what}">${t.for[what]}</label>
    <select id="timing-${what}" @change=${(event) => actions.clock.choose(what, Number(event.target.value))}>
      ${LENGTHS[what].map(
        (seconds) => html`<option value=${seconds} .selected=${asIs(seconds === chosen)}>${lengthText(seconds, t)}</option>`,
      )}
    </select>
  </div>`;
}
