// Two small forms: the trainer's name for the record, and the workshop's details.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../lib/words.js';
import { describedBy, fieldError, folding, invalid, problems } from './parts.js';

/**
 * Send a place's form by `act`, which says whether it worked; or list all that is wrong in it. Once saved, the fields
 * follow the workshop again, also when another trainer changes it; what was typed meanwhile stays.
 */
export async function saves(place, form, page, act) {
  const data = () => Object.fromEntries(new FormData(form));
  const sent = checked(place, form, page);
  if (sent && (await act(sent)) && JSON.stringify(data()) === JSON.stringify(sent)) form.reset();
}

/** What a place's form says, by field; or null, once all that is wrong in it is listed. */
export function checked(place, form, { desk, words }) {
  const errors = [...form.elements].flatMap((field) => wrongWith(field, form, words));
  if (!errors.length) return Object.fromEntries(new FormData(form));
  desk.refuse(place, errors);
  return null;
}

function wrongWith({ id, value, required, dataset }, form, words) {
  const label = form.querySelector(`label[for="${id}"]`)?.textContent;
  if (required && !value.trim()) return { field: id, label, sentence: words.trainer.fill_in };
  if (lengthOf(value) > (dataset.limit ?? Infinity)) return { field: id, label, sentence: tooLong(value, dataset.limit, words) };
  return [];
}

// In characters as the server counts them; a field that is too full says so instead of cutting.
export const lengthOf = (text) => [...text.trim()].length;
export const tooLong = (text, limit, words) => fill(words.trainer.too_long, { limit, length: lengthOf(text) });

/** Has this trainer given a name? */
export const isNamed = ({ trainers: known }, me) => known.find(({ id }) => id === me)?.named === true;

const nameOf = ({ name, number }, words) => (number === null ? name : fill(words.common.trainers.unnamed, { number }));

export function trainers(page) {
  const { view, boot, words, desk, actions } = page;
  const t = words.trainer.trainers;
  const me = view.trainers.find(({ id }) => id === boot.trainer);
  return folding(
    'trainers',
    t.title,
    html`<ul class="trainers">
        ${view.trainers.map(
          ({ id, active, ...known }) => html`<li>
            ${nameOf(known, words)} ${id === boot.trainer ? html`<span class="badge">${t.you}</span>` : nothing}
            ${active ? nothing : html`<span class="soft">${t.signed_out}</span>`}
          </li>`,
        )}
      </ul>
      <form class="field" novalidate @submit=${(event) => {
        event.preventDefault();
        saves('trainers', event.target, page, (data) => actions.introduce(data['trainer-name']));
      }}>
        ${problems(page, 'trainers')}
        <label for="trainer-name">${t.name}</label>
        <p class="hint" id="trainer-name-hint">${t.name_hint}</p>
        ${fieldError(desk, 'trainer-name')}
        <div class="joined">
          <input class="input" id="trainer-name" name="trainer-name" data-limit=${boot.limits.name} autocomplete="name" required
            aria-invalid=${invalid(desk, 'trainer-name')}
            aria-describedby=${describedBy(desk, 'trainer-name', 'trainer-name-hint')} value=${me ? nameOf(me, words) : ''} />
          <button class="button button-quiet" aria-disabled=${desk.isBusy('introduce') ? 'true' : nothing}>${t.save}</button>
        </div>
      </form>`,
  );
}

export function details(page) {
  const { view, words, desk, actions } = page;
  if (!desk.may('edit_details')) return nothing;
  const t = words.trainer.details;
  const { area, kind, date, title } = view.workshop;
  return folding(
    'details',
    t.title,
    html`<form class="stack" novalidate @submit=${(event) => {
      event.preventDefault();
      saves('details', event.target, page, (data) => actions.editDetails(data));
    }}>
      ${problems(page, 'details')}
      ${text(page, 'area', t.area, area)} ${text(page, 'title', t.name, title)}
      <div class="field">
        <label for="detail-kind">${t.kind}</label>
        <select id="detail-kind" name="kind">
          ${Object.entries(words.common.kinds).map(([key, label]) => html`<option value=${key} ?selected=${key === kind}>${label}</option>`)}
        </select>
      </div>
      ${text(page, 'date', t.date, date, 'date')}
      <button class="button button-quiet" aria-disabled=${desk.isBusy('details') ? 'true' : nothing}>${t.save}</button>
    </form>`,
  );
}

// The attribute, not the property: a state that arrives must not overwrite what is being typed.
function text({ desk, boot }, name, label, value, type = 'text') {
  const limit = boot.limits.title;
  const id = `detail-${name}`;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${fieldError(desk, id)}
    <input class="input" id=${id} name=${name} type=${type} data-limit=${limit} autocomplete="off" value=${value}
      ?required=${name !== 'title'} aria-invalid=${invalid(desk, id)} aria-describedby=${describedBy(desk, id)} />
  </div>`;
}
