// What was typed and can't be sent any more: shown, to be copied.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';

/** About something that somebody else has removed or closed meanwhile. */
export function stranded({ words, plan }) {
  const left = plan.forms.stranded;
  if (!left.length) return nothing;
  return html`<div class="notice notice-warn">
    <p>${words.goals_desk.loose.stranded}</p>
    ${left.map(({ what, typed }) => html`${asTyped(wordsIn(typed))}
      <p><button type="button" class="button button-quiet" @click=${() => plan.forms.discard(what)}>${words.goals_desk.goals.discard}</button></p>`)}
  </div>`;
}

/** When the workshop was finished: it is there again once that is reopened. */
export function leftAtEnd({ words, plan }) {
  const inGoals = plan.writing.unsent.filter(({ field }) => field !== 'domains').map(({ typed }) => [typed]);
  const all = [...inGoals, ...plan.forms.written.map(({ typed }) => wordsIn(typed))].filter((texts) => texts.join('').trim());
  if (!all.length) return nothing;
  return html`<div class="notice notice-warn">
    <p>${words.goals_desk.loose.at_end}</p>
    ${all.map(asTyped)}
  </div>`;
}

const asTyped = (texts) => html`<p class="typed-left written">${texts.join('\n')}</p>`;

// What people typed, without what they only chose.
const wordsIn = ({ format, areas, items, event, about, led = [], ...texts }) =>
  [...Object.values(texts), ...led.map(({ text, speaker }) => [text, speaker].filter(Boolean).join(', '))].filter(Boolean);
