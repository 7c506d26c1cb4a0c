// What another trainer has written in a form since this one was filled in: both are shown, and one of them is chosen.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { fill } from '../../lib/words.js';

/** The notice in the form about `what`, or nothing. `place` begins its id; `named(field)` is what a field is called,
 * `shown(value, field)` what it says as people read it; `about` is what its buttons are about. */
export function clash(what, { place, named, shown, about }, { words, plan }) {
  const t = words.goals_desk.clash;
  const fields = plan.forms.meanwhile(what);
  if (!fields.length) return nothing;
  const theirs = plan.forms.saidOf(what);
  const act = (name, does) => html`<button type="button" class="button button-quiet" aria-label=${fill(t.about, { action: t[name], about })}
    @click=${() => {
      does();
      document.getElementById(`${place}-title`)?.focus();
    }}>${t[name]}</button>`;
  return html`<div class="notice notice-warn rivals" role="group" aria-labelledby="${place}-clash">
    <p id="${place}-clash"><strong>${t.title}</strong></p>
    ${fields.map((field) => html`<p><span class="soft">${fill(t.now, { field: named(field) })}</span> <span class="rival-text">${shown(theirs[field], field) || t.empty}</span></p>`)}
    <p class="hint">${t.hint}</p>
    <div class="row">${act('mine', () => plan.forms.keepMine(what))} ${act('theirs', () => plan.forms.useTheirs(what))}</div>
  </div>`;
}
