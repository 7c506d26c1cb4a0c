// Who is in the workshop: presence and whether they have rated, never what.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { returningLine } from '../charts/returning.js';
import { fill } from '../lib/words.js';
import { devices, hints, many } from './doubles.js';
import { button, isCodeOver } from './parts.js';
import { isOfSeveral } from './turnout.js';

export function people(page) {
  const { view, words } = page;
  const t = words.trainer.people;
  const back = returningLine(view.returning, words);
  return html`<section class="panel" id="people" aria-labelledby="people-title">
    <h2 id="people-title" tabindex="-1">${t.title}</h2>
    ${joining(page, t)}
    ${back ? html`<p>${back}</p>` : nothing}
    ${view.persons.length
      ? html`<ul class="people">${repeat(view.persons, ({ id }) => id, (person) => row(person, page, t))}</ul>`
      : html`<p>${t.none}</p>`}
    ${many(page)} ${hints(page)}
  </section>`;
}

// It covers the next row, so anyone who has tabbed on must still see where they are. A question comes back to it.
function closeBehind({ currentTarget, relatedTarget }) {
  const isElsewhere = relatedTarget && !currentTarget.contains(relatedTarget) && !relatedTarget.closest('dialog');
  if (isElsewhere) currentTarget.open = false;
}

function joining({ view, desk, actions }, t) {
  const command = view.joining_locked ? 'unlock_joining' : 'lock_joining';
  if (!desk.may(command)) return nothing;
  return html`<div class="row">
    <p>${view.joining_locked ? t.locked : isCodeOver(view) ? t.expired : t.unlocked}</p>
    ${button({
      desk,
      key: command,
      text: view.joining_locked ? t.unlock : t.lock,
      act: () => actions.plain('people', command),
    })}
  </div>`;
}

/** How far they are in the open round, as a key into the words. */
function howFar({ rated, started }, view) {
  if (!isOfSeveral(view)) return rated ? 'rated' : 'not_rated';
  if (rated) return 'finished';
  return started ? 'started' : 'not_started';
}

function row(person, page, t) {
  const { framework, words, desk, actions } = page;
  const { id, name, sector, presence, rated, practice } = person;
  const label = (action) => fill(t.about, { action, name });
  const removed = presence === 'removed';
  return html`<li class="person">
    <div class="person-words">
      <strong>${name}</strong>
      <span class="soft">${practice ? `${t.practice} · ` : nothing}${framework.sectors.find(({ key }) => key === sector)?.name}</span>
      ${devices(person, page)}
    </div>
    <span class="person-state">
      <span class="presence is-${presence}">${t.presence[presence]}</span>
      ${rated === null ? nothing : html`<span class="badge ${rated ? 'is-rated' : ''}">${t[howFar(person, page.view)]}</span>`}
    </span>
    ${!removed && desk.may('remove_person')
      ? html`<details class="person-menu menu" @focusout=${closeBehind}>
          <summary>${t.more}<span class="visually-hidden"> ${name}</span></summary>
          ${button({ desk, key: `remove:${id}`, text: t.remove, label: label(t.remove), kind: 'danger', act: () => actions.crowd.remove(person) })}
        </details>`
      : nothing}
    ${removed && desk.may('readmit_person')
      ? button({ desk, key: `readmit:${id}`, text: t.readmit, label: label(t.readmit), act: () => actions.crowd.readmit(person) })
      : nothing}
  </li>`;
}
