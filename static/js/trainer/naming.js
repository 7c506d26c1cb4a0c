// What the room names: the rows of some instruments, and what others are answered for; one name on each line.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { fill } from '../lib/words.js';
import { button, describedBy, fieldError, goTo, invalid, problems } from './parts.js';
import { unnamed } from './topics.js';

const COMMANDS = { rows: 'name_rows', copies: 'name_copies' };

/** The names that a text has, one on each line. */
export const namesIn = (text) => text.split('\n').map((line) => line.trim().replace(/\s+/g, ' ')).filter(Boolean);

/** What is being typed, kept through every state that arrives. Touches no page. */
export class NameDrafts {
  #texts = {};

  /** The text in hand, of 'rows' or 'copies': what was typed, or else what is named so far. */
  of(what, named) {
    return this.#texts[what] ?? named.map(({ name }) => name).join('\n');
  }

  write(what, text) {
    this.#texts[what] = text;
  }

  done(what) {
    delete this.#texts[what];
  }
}

/** Which of 'rows' and 'copies' this room names. */
export const namedHere = ({ rows_from, repeat }) => [...(rows_from ? ['rows'] : []), ...(repeat?.by === 'room' ? ['copies'] : [])];

/** In place of the steps of a round, as long as there is nothing to ask about. */
export function namingFirst(page) {
  const { framework, desk } = page;
  const what = unnamed(framework);
  if (!what || !desk.may(COMMANDS[what])) return nothing;
  return form(what, page);
}

/** Below the list: to add or correct. */
export function namingLater(page) {
  const { framework, desk, words } = page;
  const t = words.trainer.naming;
  return namedHere(framework)
    .filter((what) => what !== unnamed(framework) && framework[what].length && desk.may(COMMANDS[what]))
    .map(
      (what) => html`<details class="naming-later">
        <summary>${fill(t.later, { what: whatIs(what, page) })}</summary>
        ${form(what, page)}
      </details>`,
    );
}

/** The press that leads to the form, where that is the next step. */
export function namingStep(page) {
  const { framework, desk, words } = page;
  const what = unnamed(framework);
  if (!what || !desk.may(COMMANDS[what])) return nothing;
  const text = fill(words.trainer.naming.step, { what: whatIs(what, page) });
  return button({ desk, key: 'naming', text, kind: 'primary', act: () => goTo(`naming-${what}-names`) });
}

/** What they are called together: "agencies". */
function whatIs(what, { framework, words }) {
  const t = words.trainer.naming;
  const one = what === 'rows' ? framework.rows_name || framework.rows_from : framework.repeat.over;
  return t.many[one] ?? fill(t.many_of, { one });
}

function form(what, page) {
  const { view, framework, words, desk, actions, nameDrafts, boot } = page;
  const t = words.trainer.naming;
  const named = framework[what];
  const isFixed = view.domains.some(({ rounds }) => rounds.length) || Boolean(view.round);
  const place = `naming-${what}`;
  const field = `${place}-names`;
  const most = what === 'copies' ? framework.repeat.most : boot.limits.named;
  return html`<form class="naming stack" id=${place} novalidate @submit=${(event) => {
    event.preventDefault();
    const names = namesIn(nameDrafts.of(what, named));
    if (names.length) actions.nameThem(what, COMMANDS[what], names);
    else desk.refuse(place, [{ field, sentence: t.none }]);
  }}>
    ${problems(page, place)}
    <div class="field">
      <label for=${field}>${fill(t.label, { what: whatIs(what, page) })}</label>
      <p class="hint" id="${field}-hint">${fill(isFixed ? t.hint_fixed : t.hint, { most })}</p>
      ${fieldError(desk, field)}
      <textarea id=${field} rows=${Math.min(12, Math.max(4, named.length + 2))} aria-invalid=${invalid(desk, field)}
        aria-describedby=${describedBy(desk, field, `${field}-hint`)}
        .value=${asIs(nameDrafts.of(what, named))}
        @input=${(event) => nameDrafts.write(what, event.target.value)}></textarea>
    </div>
    <button class="button ${named.length ? 'button-quiet' : ''}" aria-disabled=${desk.isBusy(place) ? 'true' : nothing}>${t.save}</button>
  </form>`;
}
