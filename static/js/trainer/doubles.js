// One person on two devices, and people who should not be here: hints, merging, removing many.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { counted, dated, fill } from '../lib/words.js';
import { Keep } from '../lib/keep.js';
import { button } from './parts.js';
import { isHere } from './turnout.js';

const MINUTES = [5, 15, 60, 24 * 60];

/** The pairs that this console's trainer has said are two people. */
export class Apart {
  #keep;

  constructor(workshop) {
    this.#keep = new Keep(`cascade.apart.${workshop}`);
  }

  has(pair) {
    return (this.#keep.read() ?? []).includes(nameOf(pair));
  }

  add(pair) {
    this.#keep.write([...(this.#keep.read() ?? []), nameOf(pair)]);
  }
}

const nameOf = ({ person, into }) => `${into} ${person}`;

/** Pairs who may be one person, each with the way to say that they are, or are not. */
export function hints(page) {
  const { view, words, desk, actions, apart } = page;
  const t = words.trainer.doubles;
  const pairs = desk.may('merge_people') ? view.doubles.filter((pair) => !apart.has(pair)) : [];
  if (!pairs.length) return nothing;
  return html`<ul class="people notice" aria-label=${t.title}>
    ${repeat(pairs, nameOf, (double) => {
      const pair = { ...double, name: toldApart(double.person, page), other: toldApart(double.into, page) };
      const about = (action) => fill(t.about, { action, ...pair });
      return html`<li class="person">
        <p class="person-words">${fill(t.ask, pair)}</p>
        ${button({ desk, key: `merge:${pair.person}`, text: t.merge, label: about(t.merge), act: () => actions.crowd.merge(pair) })}
        ${button({ desk, key: `apart:${pair.person}`, text: t.apart, label: about(t.apart), kind: 'plain', act: () => actions.crowd.apart(pair) })}
      </li>`;
    })}
  </ul>`;
}

/** The second devices of a person, each with the way to part it again. */
export function devices(person, { view, words, desk, actions }) {
  const t = words.trainer.doubles;
  return view.merged
    .filter(({ into }) => into === person.id)
    .map(
      (device) => html`<span class="soft">${fill(t.device, device)}</span>
        ${desk.may('readmit_person')
          ? button({ desk, key: `readmit:${device.id}`, text: t.part, label: fill(t.part_about, device), kind: 'plain', act: () => actions.crowd.readmit(device) })
          : nothing}`,
    );
}

/** Merging any two, and removing all who came last or from one network. */
export function many(page) {
  const { view, words, desk } = page;
  const there = view.persons.filter((one) => !one.practice && one.presence !== 'removed');
  if (!there.length || !desk.may('remove_joined')) return nothing;
  return html`<details class="more-people">
    <summary>${words.trainer.doubles.more}</summary>
    <div class="stack">
      ${there.length > 1 && desk.may('merge_people') ? merging(there, page) : nothing} ${removing(there, page)}
    </div>
  </details>`;
}

function merging(there, page) {
  const { words, desk, actions } = page;
  const t = words.trainer.doubles;
  const chosen = actions.crowd.merging;
  const idOf = (key) => (there.some(({ id }) => id === chosen[key]) ? chosen[key] : '');
  const choice = (key, label) => html`<label for="merge-${key}">${label}</label>
    <select id="merge-${key}" required @change=${({ target }) => choose(chosen, key, target.value, desk)}>
      <option value="" .selected=${asIs(!idOf(key))}>${t.choose}</option>
      ${repeat(there, ({ id }) => id, ({ id }) =>
        html`<option value=${id} .selected=${asIs(id === idOf(key))}>${toldApart(id, page)}</option>`)}
    </select>`;
  return html`<form class="field" @submit=${(event) => {
    event.preventDefault();
    const [person, into] = [idOf('person'), idOf('into')];
    actions.crowd.merge({ person, into, name: toldApart(person, page), other: toldApart(into, page) });
  }}>
    ${choice('person', t.person)} ${choice('into', t.into)}
    <button class="button button-quiet" aria-disabled=${desk.isBusy(`merge:${chosen.person}`) ? 'true' : nothing}>${t.merge}</button>
  </form>`;
}

// A network that has gone from the list, or that someone else leads by now, stays chosen: what is
// asked about must not become another one under the trainer's hand.
function removing(there, { view, words, desk, actions }) {
  const t = words.trainer.doubles;
  const chosen = actions.crowd.removing;
  const listed = view.networks.find(({ like }) => like === chosen.network?.like);
  const network = listed ?? chosen.network;
  const networks = network && !listed ? [...view.networks, network] : view.networks;
  return html`<form class="field" @submit=${(event) => {
    event.preventDefault();
    const people = Math.min(network?.people ?? Infinity, since(there, chosen.minutes));
    actions.crowd.removeJoined(chosen.minutes, network, people);
  }}>
    <label for="remove-minutes">${t.joined}</label>
    <select id="remove-minutes" @change=${({ target }) => choose(chosen, 'minutes', Number(target.value), desk)}>
      ${MINUTES.map((minutes) =>
        html`<option value=${minutes} .selected=${asIs(minutes === chosen.minutes)}>${t.minutes[minutes]}</option>`)}
    </select>
    <label for="remove-like">${t.from}</label>
    <select id="remove-like" @change=${({ target }) =>
      choose(chosen, 'network', networks.find(({ like }) => like === target.value) ?? null, desk)}>
      <option value="" .selected=${asIs(!network)}>${t.anywhere}</option>
      ${repeat(networks, ({ like }) => like, (one) =>
        html`<option value=${one.like} .selected=${asIs(one.like === network?.like)}>${fill(t.network, one)}</option>`)}
    </select>
    <button class="button button-quiet" aria-disabled=${desk.isBusy('remove_joined') ? 'true' : nothing}>${t.remove}</button>
  </form>`;
}

function choose(chosen, key, value, desk) {
  chosen[key] = value;
  desk.changed();
}

/** A person's name with where they work and when they joined, to the second where that is needed to tell
 * two people apart. */
function toldApart(id, { view, words, framework }) {
  const person = view.persons.find((one) => one.id === id);
  if (!person) return '';
  const say = (one, style) => {
    const time = dated(one.joined_at, style);
    const sector = framework.sectors.find(({ key }) => key === one.sector)?.name;
    return fill(words.trainer.doubles.who, { name: one.name, sector, time });
  };
  const short = say(person, 'time');
  const others = view.persons.filter((one) => one.id !== id && one.name === person.name);
  return others.some((one) => say(one, 'time') === short) ? say(person, 'second') : short;
}

// By this device's clock, so only for the question.
const since = (there, minutes) =>
  there.filter((one) => isHere(one) && Date.now() - Date.parse(one.joined_at) <= minutes * 60000).length;

/** How many a removal is about, in words. */
export const about = (n, t) => counted(t.people, n);
