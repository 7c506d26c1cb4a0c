// How people come in, and the other pages: the join code, whether the room shows it, the links.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { codeText } from '../lib/code.js';
import { copyWayIn, wayInByHand } from './links.js';
import { button, isCodeOver } from './parts.js';

export function share(page) {
  const { view, words, boot } = page;
  const t = words.trainer;
  return html`<div class="panel">
    <h2 id="share-title" tabindex="-1">${t.code}</h2>
    ${view.phase === 'finished'
      ? html`<p>${t.code_over}</p>`
      : html`<p class="row"><strong class="desk-code">${codeText(view.code)}</strong>
            ${isCodeOver(view) ? html`<span class="badge">${t.code_expired}</span>` : nothing}
            ${view.joining_locked ? html`<span class="badge">${t.code_locked}</span>` : nothing}
            ${copyWayIn(page)}</p>
          ${wayInByHand(page)} ${inTheRoom(page)}`}
    ${boot.only_here ? html`<p class="notice notice-warn">${t.only_here}</p>` : nothing}
    <p class="row">
      <a class="button button-quiet" href="/room/${boot.workshop}" target="_blank">${t.open_room} <span class="new-tab">${t.new_tab}</span></a>
      <a class="button button-quiet" href="/lead/${boot.workshop}" target="_blank">${t.open_results} <span class="new-tab">${t.new_tab}</span></a>
      ${boot.area ? html`<a class="button button-quiet" href=${boot.area} target="_blank">${t.open_area} <span class="new-tab">${t.new_tab}</span></a>` : nothing}
    </p>
  </div>`;
}

/** Whether the room view shows the code. */
function inTheRoom({ view, words, desk, actions }) {
  const t = words.trainer.screen;
  const command = view.code_shown ? 'hide_code' : 'show_code';
  if (!desk.may(command)) return nothing;
  return html`<div class="row share-room">
    <p>${view.code_shown ? t.shown : t.hidden}</p>
    ${button({
      desk, key: command, text: view.code_shown ? t.hide_code : t.show_code, act: () => actions.plain('share', command),
    })}
  </div>`;
}
