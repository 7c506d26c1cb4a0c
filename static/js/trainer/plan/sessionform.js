// A session as it is put together: kept through every state that arrives, until it is chosen.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { dated, fill } from '../../lib/words.js';
import { describedBy, fieldError, invalid, problems } from '../parts.js';
import { lengthOf, tooLong } from '../forms.js';

const PLACE = 'plan-session';
const FORMATS = ['workshop', 'discussion', 'modules'];

/** What is in the form: that of a session, or of one that is new and about these areas. */
export function blankSession(one, areas = []) {
  const { format = '', items = [], led = [], event = '' } = one ?? {};
  return { id: one?.id ?? '', format, areas: new Set(one?.areas ?? areas), items: new Set(items), led: [...led.map((part) => ({ ...part })), { text: '', speaker: '' }], event };
}

export function sessionForm(one, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.sessions;
  const draft = plan.session;
  return html`<form class="stack session-form" id=${PLACE} novalidate aria-labelledby="${PLACE}-title" @submit=${(event) => {
      event.preventDefault();
      send(page);
    }}>
    <h3 id="${PLACE}-title" tabindex="-1">${one ? fill(t.number, { n: one.number }) : t.new}</h3>
    ${problems(page, PLACE)}
    <fieldset class="field methods" id="${PLACE}-format" aria-describedby=${describedBy(desk, `${PLACE}-format`)}>
      <legend>${t.format}</legend> ${fieldError(desk, `${PLACE}-format`)}
      ${FORMATS.map((format) => html`<label class="tick"><input type="radio" name="format" value=${format} .checked=${asIs(draft.format === format)}
        @change=${() => change(page, { format })} /> <span>${words.goals.formats[format]}</span></label>`)}
    </fieldset>
    ${topics(page)} ${led(page)} ${when(page)}
    <div class="row">
      <button class="button button-quiet" aria-disabled=${desk.isBusy('session') ? 'true' : nothing}>${one ? t.save : t.choose}</button>
      <button type="button" class="button button-plain" @click=${() => plan.endSession()}>${t.cancel}</button>
    </div>
  </form>`;
}

function change({ plan, desk }, what) {
  Object.assign(plan.session, what);
  desk.changed();
}

function topics(page) {
  const { catalogue, words, desk, plan } = page;
  const t = words.goals_desk.sessions;
  const draft = plan.session;
  const recommended = new Set(page.view.plan.recommended.map(({ domain }) => domain));
  return html`<fieldset class="field" id="${PLACE}-areas" aria-describedby=${describedBy(desk, `${PLACE}-areas`, `${PLACE}-areas-hint`)}>
    <legend>${t.areas}</legend>
    <p class="hint" id="${PLACE}-areas-hint">${t.areas_hint}</p>
    ${fieldError(desk, `${PLACE}-areas`)}
    ${catalogue.areas.map((area) => {
      const n = area.items.filter(({ key }) => draft.items.has(key)).length;
      return html`<details class="topic" ?open=${draft.areas.has(area.key)}>
        <summary><span class="topic-name">${area.name}</span> ${recommended.has(area.key) ? html`<span class="badge">${t.is_recommended}</span>` : nothing}
          ${draft.areas.has(area.key) ? html`<span class="badge is-good">${fill(t.chosen_items, { n, all: area.items.length })}</span>` : nothing}</summary>
        <label class="tick"><input type="checkbox" .checked=${asIs(draft.areas.has(area.key))}
          @change=${({ target }) => chooseArea(area, target.checked, page)} /> <strong>${fill(t.whole_area, { name: area.name })}</strong></label>
        <div class="topic-items">${area.items.map(({ key, text }) => html`<label class="tick"><input type="checkbox" .checked=${asIs(draft.items.has(key))}
          @change=${({ target }) => chooseItem(area, key, target.checked, page)} /> <span>${text}</span></label>`)}</div>
        <p class="soft">${t.outcomes}</p>
        <ul class="outcomes">${area.outcomes.map((text) => html`<li>${text}</li>`)}</ul>
      </details>`;
    })}
    <p class="hint">${catalogue.credit}</p>
  </fieldset>`;
}

function chooseArea(area, on, page) {
  const { areas, items } = page.plan.session;
  if (on) areas.add(area.key);
  else {
    areas.delete(area.key);
    area.items.forEach(({ key }) => items.delete(key));
  }
  change(page, {});
}

function chooseItem(area, key, on, page) {
  const { areas, items } = page.plan.session;
  if (on) {
    items.add(key);
    areas.add(area.key);
  } else items.delete(key);
  change(page, {});
}

// As the server calls them: parts are counted from 1.
const ledId = (name, at) => `${PLACE}-${name === 'text' ? 'led' : name}_${at + 1}`;

// As many as are filled in, and one more.
function led(page) {
  const { words, plan, boot, desk } = page;
  const t = words.goals_desk.sessions;
  const draft = plan.session;
  const most = boot.plan_limits.led_parts;
  const write = (part, name, value) => {
    part[name] = value;
    if (draft.led.length < most && draft.led.every(({ text, speaker }) => text || speaker)) draft.led.push({ text: '', speaker: '' });
    desk.changed();
  };
  const field = (part, at, name, label) => html`<div class="field"><label for=${ledId(name, at)}>${fill(label, { n: at + 1 })}</label>
    ${fieldError(desk, ledId(name, at))}
    <input class="input" id=${ledId(name, at)} data-synced autocomplete="off" aria-invalid=${invalid(desk, ledId(name, at))}
      aria-describedby=${describedBy(desk, ledId(name, at))} .value=${asIs(part[name])} @input=${({ target }) => write(part, name, target.value)} /></div>`;
  return html`<fieldset class="field">
    <legend>${t.led} <span class="optional">${words.goals_desk.goals.optional}</span></legend>
    <p class="hint">${t.led_hint}</p>
    ${draft.led.map((part, at) => html`<div class="led-fields">${field(part, at, 'text', t.led_text)} ${field(part, at, 'speaker', t.led_speaker)}</div>`)}
  </fieldset>`;
}

function when(page) {
  const { view, words, plan } = page;
  const t = words.goals_desk.sessions;
  const { meetings } = view.plan;
  return html`<div class="field">
    <label for="${PLACE}-event">${t.when}</label>
    <p class="hint" id="${PLACE}-event-hint">${meetings.length ? t.when_hint : t.no_meetings}</p>
    <select id="${PLACE}-event" data-synced aria-describedby="${PLACE}-event-hint" @change=${({ target }) => change(page, { event: target.value })}>
      <option value="" .selected=${asIs(plan.session.event === '')}>${words.goals.no_date}</option>
      ${meetings.map(([event, day], at) => html`<option value=${event} .selected=${asIs(plan.session.event === event)}>${day ? dated(day, 'day') : fill(t.undated, { n: at + 1 })}</option>`)}
    </select>
  </div>`;
}

async function send(page) {
  const { words, desk, plan, boot } = page;
  const t = words.goals_desk.sessions;
  const { id, format, areas, items, led: parts, event } = plan.session;
  const most = boot.plan_limits.led;
  const long = parts.flatMap((part, at) => ['text', 'speaker'].filter((name) => lengthOf(part[name]) > most).map((name) => (
    { field: ledId(name, at), sentence: tooLong(part[name], most, words) })));
  const errors = [
    ...(format ? [] : [{ field: `${PLACE}-format`, sentence: t.choose_format }]),
    ...(areas.size || parts.some(({ text }) => text.trim()) ? [] : [{ field: `${PLACE}-areas`, sentence: t.choose_areas }]),
    ...long,
  ];
  if (errors.length) return desk.refuse(PLACE, errors);
  const kept = parts.filter(({ text, speaker }) => text.trim() || speaker.trim());
  const ok = await plan.doing.saveSession(id, { format, areas: [...areas], items: [...items], led: kept, event });
  if (ok) plan.endSession();
}
