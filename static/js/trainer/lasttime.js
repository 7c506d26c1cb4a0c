// What the area decided on this domain last time, for trainers once a round has closed, and the switch that shows it to
// everyone.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { lastTimeLine } from '../charts/lasttime.js';
import { returningLine } from '../charts/returning.js';
import { toggle } from './switch.js';

export function lastTime(page) {
  const { view, words, desk } = page;
  const { last_time: last } = view;
  if (!last) return nothing;
  const t = words.trainer.last_time;
  const back = returningLine(view.returning, words);
  const mayShow = !last.why && last.status !== 'undecided' && desk.may('show_part');
  return html`<div class="part last-time">
    <div class="part-head">
      <p>${lastTimeLine(last, words, { undecided: t.undecided })}</p>
      ${mayShow ? toggle('last_time', page) : nothing}
    </div>
    ${back ? html`<p class="hint">${back}</p>` : nothing}
    ${last.why ? html`<p class="hint">${t.levels}</p>` : nothing}
  </div>`;
}
