// A break for everyone: started for so many minutes, ended by a trainer or plainly over.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { breakFacts } from '../lib/timer.js';
import { fill } from '../lib/words.js';
import { button, folding } from './parts.js';
import { lengthText } from './timing.js';

const LENGTHS = [5, 10, 15, 20, 30, 45, 60].map((minutes) => 60 * minutes);

/** What the break is, in a line: "Break: back at 11:20 (4:05)". Nothing without one. */
export function breakLine({ live, words }) {
  const facts = breakFacts(live);
  if (!facts) return nothing;
  return facts.over ? words.common.break_over : fill(words.common.break_until, facts);
}

export function pause(page) {
  const { view, words, desk, actions } = page;
  const t = words.trainer.break;
  if (!desk.may('start_break')) return nothing;
  const start = button({
    desk, key: 'break', text: view.break ? t.anew : t.start, act: () => actions.clock.startBreak(),
  });
  return folding(
    'break',
    html`${t.title} ${view.break ? html`<span class="badge">${t.on}</span>` : nothing}`,
    html`<p class="hint">${t.hint}</p>
      ${view.break
        ? html`<div class="row"><p>${breakLine(page)}</p>
            ${button({ desk, key: 'end_break', text: t.end, kind: 'primary', act: () => actions.plain('break', 'end_break') })}
          </div>`
        : nothing}
      <div class="row timer-choice">
        <div class="field timer-length">
          <label for="break-length">${words.trainer.timer.length}</label>
          <select id="break-length" @change=${({ target }) => actions.clock.choose('break', Number(target.value))}>
            ${LENGTHS.map((seconds) => html`<option value=${seconds} .selected=${asIs(seconds === actions.clock.lengthOf('break'))}>
              ${lengthText(seconds, words.trainer.timer)}</option>`)}
          </select>
        </div>
        ${start}
      </div>`,
  );
}
