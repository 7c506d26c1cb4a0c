// A session as it is put together: kept until it is chosen or thrown away.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { dated, fill } from '../../lib/words.js';
import { describedBy, fieldError, invalid, problems } from '../parts.js';
import { lengthOf, tooLong } from '../forms.js';
import { clash } from './clash.js';
import { areaName, listed } from './said.js';

const FORMATS = ['workshop', 'discussion', 'modules'];
const NO_PART = { text: '', speaker: '' };

/** The place of the form for a session, or for a new one: the ids of its fields begin with it. */
export const placeOf = (one) => `plan-session${one ? `-${one.id}` : ''}`;

/** What the form is about, as FormDrafts has it. */
export const whatOf = (one) => `session ${one?.id ?? 'new'}`;

export function sessionForm(one, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.sessions;
  const place = placeOf(one);
  const form = { one, place, what: whatOf(one), draft: plan.forms.valuesOf(whatOf(one)), page };
  return html`<form class="stack session-form" id=${place} novalidate aria-labelledby="${place}-title" @submit=${(event) => {
      event.preventDefault();
      send(form);
    }}>
    <h3 id="${place}-title" tabindex="-1">${one ? fill(t.number, { n: one.number }) : t.new}</h3>
    ${problems(page, place)} ${one ? clashOf(form) : nothing}
    <fieldset class="field methods" id="${place}-format" aria-describedby=${describedBy(desk, `${place}-format`)}>
      <legend>${t.format}</legend> ${fieldError(desk, `${place}-format`)}
      ${FORMATS.map((format) => html`<label class="tick"><input type="radio" name="format" value=${format} .checked=${asIs(form.draft.format === format)}
        @change=${() => change(form, { format })} /> <span>${words.goals.formats[format]}</span></label>`)}
    </fieldset>
    ${topics(form)} ${led(form)} ${when(form)}
    <div class="row">
      <button class="button button-quiet" aria-disabled=${desk.isBusy(busyKey(one)) ? 'true' : nothing}>${one ? t.save : t.choose}</button>
      <button type="button" class="button button-plain" @click=${() => plan.close(form.what, 'step-title')}>${t.cancel}</button>
    </div>
  </form>`;
}

const busyKey = (one) => `session:${one?.id ?? ''}`;

const change = ({ what, page }, fields) => page.plan.forms.type(what, fields);

// In the catalogue's order, as people read it.
function clashOf({ one, place, what, page }) {
  const { words, catalogue, view } = page;
  const t = words.goals_desk.sessions;
  const names = { format: t.format, areas: t.areas, items: t.items, led: t.led, event: t.when };
  const said = {
    format: (format) => words.goals.formats[format],
    areas: (areas) => listed(areas.map((key) => areaName(catalogue, key))),
    items: (items) => listed(catalogue.areas.flatMap((area) => area.items).filter(({ key }) => items.includes(key)).map(({ text }) => text)),
    led: (parts) => listed(parts.map(({ text, speaker }) => [text, speaker].filter(Boolean).join(', '))),
    event: (event) => dayOf(view.plan.meetings.findIndex(([id]) => id === event), page),
  };
  const about = fill(t.number, { n: one.number });
  return clash(what, { place, named: (field) => names[field], shown: (value, field) => said[field](value), about }, page);
}

function topics(form) {
  const { place, draft, page } = form;
  const { catalogue, words, desk } = page;
  const t = words.goals_desk.sessions;
  const recommended = new Set(page.view.plan.recommended.map(({ domain }) => domain));
  return html`<fieldset class="field" id="${place}-areas" aria-describedby=${describedBy(desk, `${place}-areas`, `${place}-areas-hint`)}>
    <legend>${t.areas}</legend>
    <p class="hint" id="${place}-areas-hint">${t.areas_hint}</p>
    ${fieldError(desk, `${place}-areas`)}
    ${catalogue.areas.map((area) => {
      const isChosen = draft.areas.includes(area.key);
      return html`<details class="topic" ?open=${isChosen}>
        <summary><span class="topic-name">${area.name}</span> ${recommended.has(area.key) ? html`<span class="badge">${t.is_recommended}</span>` : nothing}
          ${isChosen ? html`<span class="badge is-good">${chosenSaid(area, draft, t)}</span>` : nothing}</summary>
        <label class="tick"><input type="checkbox" .checked=${asIs(isChosen)}
          @change=${({ target }) => chooseArea(area, target.checked, form)} /> <strong>${fill(t.whole_area, { name: area.name })}</strong></label>
        <p class="soft topic-some">${t.some}</p>
        <div class="topic-items">${area.items.map(({ key, text }) => html`<label class="tick"><input type="checkbox" .checked=${asIs(draft.items.includes(key))}
          @change=${({ target }) => chooseItem(area, key, target.checked, form)} /> <span>${text}</span></label>`)}</div>
        <p class="soft">${t.outcomes}</p>
        <ul class="outcomes">${area.outcomes.map((text) => html`<li>${text}</li>`)}</ul>
      </details>`;
    })}
    <p class="hint">${catalogue.credit}</p>
  </fieldset>`;
}

// An area without any of its items is all of it.
function chosenSaid(area, { items }, t) {
  const n = area.items.filter(({ key }) => items.includes(key)).length;
  return n ? fill(t.chosen_items, { n, all: area.items.length }) : t.whole;
}

const withKey = (keys, key, on) => (on ? [...new Set([...keys, key])].sort() : keys.filter((one) => one !== key));

function chooseArea(area, on, form) {
  const { areas, items } = form.draft;
  const own = new Set(area.items.map(({ key }) => key));
  change(form, { areas: withKey(areas, area.key, on), items: on ? items : items.filter((key) => !own.has(key)) });
}

function chooseItem(area, key, on, form) {
  const { areas, items } = form.draft;
  change(form, { items: withKey(items, key, on), areas: on ? withKey(areas, area.key, true) : areas });
}

// As the server calls them: parts are counted from 1.
const ledId = (place, name, at) => `${place}-${name === 'text' ? 'led' : name}_${at + 1}`;

// As many as are filled in, and one more.
function led(form) {
  const { place, draft, page } = form;
  const { words, boot, desk } = page;
  const t = words.goals_desk.sessions;
  const rows = draft.led.length < boot.plan_limits.led_parts ? [...draft.led, NO_PART] : draft.led;
  const write = (at, name, value) => {
    const written = rows.map((part, row) => (row === at ? { ...part, [name]: value } : part));
    change(form, { led: written.slice(0, written.findLastIndex(({ text, speaker }) => text || speaker) + 1) });
  };
  const field = (part, at, name, label) => {
    const id = ledId(place, name, at);
    return html`<div class="field"><label for=${id}>${fill(label, { n: at + 1 })}</label>
      ${fieldError(desk, id)}
      <input class="input" id=${id} data-synced autocomplete="off" aria-invalid=${invalid(desk, id)}
        aria-describedby=${describedBy(desk, id)} .value=${asIs(part[name])} @input=${({ target }) => write(at, name, target.value)} /></div>`;
  };
  return html`<fieldset class="field">
    <legend>${t.led} <span class="optional">${words.goals_desk.goals.optional}</span></legend>
    <p class="hint">${t.led_hint}</p>
    ${rows.map((part, at) => html`<div class="led-fields">${field(part, at, 'text', t.led_text)} ${field(part, at, 'speaker', t.led_speaker)}</div>`)}
  </fieldset>`;
}

/** The meeting at this place of those planned, by its day; of none, what is said of no date. */
function dayOf(at, { view, words }) {
  const [, day] = view.plan.meetings[at] ?? [];
  if (day === undefined) return words.goals.no_date;
  return day ? dated(day, 'day') : fill(words.goals_desk.sessions.undated, { n: at + 1 });
}

function when(form) {
  const { place, draft, page } = form;
  const { view, words } = page;
  const t = words.goals_desk.sessions;
  const { meetings } = view.plan;
  return html`<div class="field">
    <label for="${place}-event">${t.when}</label>
    <p class="hint" id="${place}-event-hint">${meetings.length ? t.when_hint : t.no_meetings}</p>
    <select id="${place}-event" data-synced aria-describedby="${place}-event-hint" @change=${({ target }) => change(form, { event: target.value })}>
      <option value="" .selected=${asIs(draft.event === '')}>${words.goals.no_date}</option>
      ${meetings.map(([event], at) => html`<option value=${event} .selected=${asIs(draft.event === event)}>${dayOf(at, page)}</option>`)}
    </select>
  </div>`;
}

async function send({ one, place, what, draft, page }) {
  const { words, desk, plan, boot } = page;
  const t = words.goals_desk.sessions;
  const { format, areas, items, led: parts, event } = draft;
  const most = boot.plan_limits.led;
  const long = parts.flatMap((part, at) => ['text', 'speaker'].filter((name) => lengthOf(part[name]) > most).map((name) => (
    { field: ledId(place, name, at), sentence: tooLong(part[name], most, words) })));
  const errors = [
    ...(format ? [] : [{ field: `${place}-format`, sentence: t.choose_format }]),
    ...(areas.length || parts.some(({ text }) => text.trim()) ? [] : [{ field: `${place}-areas`, sentence: t.choose_areas }]),
    ...long,
  ];
  if (errors.length) return desk.refuse(place, errors);
  const kept = parts.filter(({ text, speaker }) => text.trim() || speaker.trim());
  const ok = await plan.forms.send(what, (step) => plan.doing.saveSession(one?.id ?? '', { format, areas, items, led: kept, event }, step));
  if (ok && !plan.forms.unsent.includes(what)) plan.close(what, 'step-title');
}
