// What stands in the way of a goal, and how to get past it: one note for each meeting.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { counted, fill } from '../../lib/words.js';
import { checked } from '../forms.js';
import { describedBy, fieldError, invalid, problems } from '../parts.js';
import { clash } from './clash.js';
import { ownNote } from './formdrafts.js';
import { daySaid } from './said.js';

const FIELDS = ['hinders', 'helps'];

export function notes(goal, page) {
  const { view, boot, words, desk, plan } = page;
  const t = words.goals_desk.notes;
  const place = `plan-note-${goal.id}`;
  const what = `note ${goal.id}`;
  const own = ownNote(goal, boot.workshop);
  const earlier = goal.notes.filter((note) => note !== own);
  const about = fill(words.goals.number, { n: goal.number });
  const isInHand = view.plan.on_screen && view.plan.part === 'scores' && view.plan.goal === goal.id;
  const isUnsaved = plan.forms.unsent.includes(what);
  if (isUnsaved) plan.typedIn.add(what);
  return html`<details class="notes behind" ?open=${isInHand || plan.typedIn.has(what)}>
    <summary id="${place}-title">${t.title} <span class="soft">${goal.notes.length ? counted(t.count, goal.notes.length) : ''}</span></summary>
    ${earlier.map((note) => html`<div class="note-earlier"><p class="soft">${daySaid(note.day, words)}</p>
      ${FIELDS.map((field) => (note[field] ? html`<p><strong>${t[field]}</strong> <span class="written">${note[field]}</span></p>` : nothing))}</div>`)}
    <form class="stack" novalidate @submit=${(event) => {
      event.preventDefault();
      const said = checked(place, event.target, page);
      if (said) plan.forms.send(what, (step) => plan.doing.note(goal.id, said, step));
    }}>
      ${problems(page, place)} ${clash(what, { place, named: (field) => t[field], shown: (said) => said, about }, page)}
      <div class="note-fields">${FIELDS.map((field) => text(field, what, place, page))}</div>
      ${isUnsaved ? html`<p class="saved-line is-late">${t.unsaved}</p>` : nothing}
      <button class="button button-quiet" aria-label=${fill(words.goals_desk.goals.about, { action: t.save, n: goal.number })}
        aria-disabled=${desk.isBusy(`note:${goal.id}`) ? 'true' : nothing}>${t.save}</button>
    </form>
  </details>`;
}

function text(field, what, place, { words, desk, boot, plan }) {
  const id = `${place}-${field}`;
  return html`<div class="field">
    <label for=${id}>${words.goals_desk.notes[field]}</label>
    ${fieldError(desk, id)}
    <textarea id=${id} name=${field} rows="3" data-synced data-limit=${boot.plan_limits.note} aria-invalid=${invalid(desk, id)}
      aria-describedby=${describedBy(desk, id)} .value=${asIs(plan.forms.valuesOf(what)[field])}
      @input=${({ target }) => plan.forms.type(what, { [field]: target.value })}></textarea>
  </div>`;
}
