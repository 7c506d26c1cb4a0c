// What the room view shows beside the domain: the join code, or not.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { button, folding } from './parts.js';

export function screen(page) {
  const { view, words, desk, actions } = page;
  const t = words.trainer.screen;
  const command = view.code_shown ? 'hide_code' : 'show_code';
  if (!desk.may(command)) return nothing;
  return folding(
    'screen',
    t.title,
    html`<div class="row">
        <p>${view.code_shown ? t.shown : t.hidden}</p>
        ${button({
          desk,
          key: command,
          text: view.code_shown ? t.hide_code : t.show_code,
          act: () => actions.plain('screen', command),
        })}
      </div>`,
  );
}
