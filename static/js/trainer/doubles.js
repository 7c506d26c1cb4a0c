// One person on two devices, and people who should not be here: hints, merging, removing many.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { counted, fill } from '../words.js';
import { Keep } from '../keep.js';
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
export function hints({ view, words, desk, actions, apart }) {
  const t = words.trainer.doubles;
  const pairs = desk.may('merge_people') ? view.doubles.filter((pair) => !apart.has(pair)) : [];
  if (!pairs.length) return nothing;
  return html`<ul class="people notice" aria-label=${t.title}>
    ${repeat(pairs, nameOf, (pair) => {
      const about = (action) => fill(t.about, { action, ...pair });
      return html`<li class="person">
        <p class="person-words">${fill(t.ask, pair)}</p>
        ${button({ desk, key: `merge:${pair.person}`, text: t.merge, label: about(t.merge), act: () => actions.mergePeople(pair) })}
        ${button({ desk, key: `apart:${pair.person}`, text: t.apart, label: about(t.apart), kind: 'plain', act: () => actions.apart(pair) })}
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
          ? button({ desk, key: `readmit:${device.id}`, text: t.part, label: fill(t.part_about, device), kind: 'plain', act: () => actions.readmitPerson(device) })
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

function merging(there, { words, desk, actions }) {
  const t = words.trainer.doubles;
  const names = there.map(({ id, name }) => html`<option value=${id}>${name}</option>`);
  return html`<form class="field" @submit=${(event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    const [person, into] = [data.get('person'), data.get('into')];
    const name = (id) => there.find((one) => one.id === id)?.name;
    actions.mergePeople({ person, into, name: name(person), other: name(into) });
  }}>
    <label for="merge-person">${t.person}</label>
    <select id="merge-person" name="person" required><option value="">${t.choose}</option>${names}</select>
    <label for="merge-into">${t.into}</label>
    <select id="merge-into" name="into" required><option value="">${t.choose}</option>${names}</select>
    <button class="button button-quiet" aria-disabled=${desk.isBusy('merge') ? 'true' : nothing}>${t.merge}</button>
  </form>`;
}

function removing(there, { view, words, desk, actions }) {
  const t = words.trainer.doubles;
  return html`<form class="field" @submit=${(event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    const minutes = Number(data.get('minutes'));
    const like = data.get('like');
    const people = view.networks.find((one) => one.like === like)?.people;
    actions.removeJoined({ minutes, like }, Math.min(people ?? Infinity, since(there, minutes)), t.minutes[minutes]);
  }}>
    <label for="remove-minutes">${t.joined}</label>
    <select id="remove-minutes" name="minutes">
      ${MINUTES.map((minutes) => html`<option value=${minutes}>${t.minutes[minutes]}</option>`)}
    </select>
    <label for="remove-like">${t.from}</label>
    <select id="remove-like" name="like">
      <option value="">${t.anywhere}</option>
      ${view.networks.map((one) => html`<option value=${one.like}>${fill(t.network, one)}</option>`)}
    </select>
    <button class="button button-quiet" aria-disabled=${desk.isBusy('remove_joined') ? 'true' : nothing}>${t.remove}</button>
  </form>`;
}

// By this device's clock, so only for the question.
const since = (there, minutes) =>
  there.filter((one) => isHere(one) && Date.now() - Date.parse(one.joined_at) <= minutes * 60000).length;

/** How many a removal is about, in words. */
export const about = (n, t) => counted(t.people, n);
