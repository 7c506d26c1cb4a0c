// A break: when everyone is due back, readable from the door.
import { html } from '../../vendor/lit-html/lit-html.js';
import { isFramework } from '../charts/sheet.js';
import { breakFacts } from '../lib/timer.js';

export function pause({ live, framework, room }) {
  const { back, text, over } = breakFacts(live);
  return html`<div class="lobby has-no-code">
    <div class="lobby-words pause" role="timer">
      <h1>${over ? room.break_over : room.break}</h1>
      ${over
        ? html`<p class="lobby-more">${room[isFramework(framework) ? 'between' : 'between_rows']}</p>`
        : html`<p class="lobby-step">${room.back_at} <strong class="pause-back">${back}</strong></p>
            <p class="lobby-more countdown-clock">${text}</p>`}
    </div>
  </div>`;
}
