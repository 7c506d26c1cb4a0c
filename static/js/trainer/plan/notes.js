// What stands in the way of a goal, and how to get past it: one note for each meeting.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { fill } from '../../lib/words.js';
import { saves } from '../forms.js';
import { describedBy, fieldError, invalid, problems } from '../parts.js';
import { daySaid } from './said.js';

const FIELDS = ['hinders', 'helps'];

export function notes(goal, page) {
  const { words, desk, plan, view } = page;
  const t = words.goals_desk.notes;
  const place = `plan-note-${goal.id}`;
  const own = goal.notes.find(({ day }) => day === view.workshop.date);
  const earlier = goal.notes.filter((note) => note !== own);
  return html`<section class="notes stack" aria-labelledby="${place}-title">
    <h4 id="${place}-title" tabindex="-1">${t.title}</h4>
    ${earlier.map((note) => html`<div class="note-earlier"><p class="soft">${daySaid(note.day, words)}</p>
      ${FIELDS.map((field) => (note[field] ? html`<p><strong>${t[field]}</strong> <span class="written">${note[field]}</span></p>` : nothing))}</div>`)}
    <form class="stack" novalidate data-about=${goal.id} @submit=${(event) => {
      event.preventDefault();
      saves(place, event.target, page, (data) => plan.doing.note(goal.id, data));
    }}>
      ${problems(page, place)}
      <div class="note-fields">${FIELDS.map((field) => text(field, goal, own?.[field] ?? '', place, page))}</div>
      <button class="button button-quiet" aria-label=${fill(words.goals_desk.goals.about, { action: t.save, n: goal.number })}
        aria-disabled=${desk.isBusy(`note:${goal.id}`) ? 'true' : nothing}>${t.save}</button>
    </form>
  </section>`;
}

function text(field, goal, stored, place, { words, desk, boot }) {
  const id = `${place}-${field}`;
  return html`<div class="field">
    <label for=${id}>${words.goals_desk.notes[field]}</label>
    ${fieldError(desk, id)}
    <textarea id=${id} name=${field} rows="3" data-limit=${boot.plan_limits.note} aria-invalid=${invalid(desk, id)}
      aria-describedby=${describedBy(desk, id)} .defaultValue=${stored}></textarea>
  </div>`;
}
