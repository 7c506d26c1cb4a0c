// Only in a rehearsal: practice attendees, how they rate, and the end of it all.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { counted, fill } from '../lib/words.js';
import { button, describedBy, fieldError, folding, invalid, problems } from './parts.js';

const PICTURES = ['unanimous', 'strong-agreement', 'close', 'spread', 'two-camps'];

export function practice(page) {
  const { view, words } = page;
  if (!view.workshop.rehearsal) return nothing;
  const t = words.trainer.practice;
  return folding(
    'practice',
    t.title,
    html`${rate(page, t)} ${add(page, t)} ${end(page, t)}`,
    true,
  );
}

const practising = ({ persons }) =>
  persons.filter(({ practice, presence }) => practice && presence === 'connected').length;

function rate({ view, words, desk, actions }, t) {
  const here = counted(t.here, practising(view));
  if (!desk.may('practice_rate')) {
    return html`<p>${here} ${view.phase !== 'finished' && practising(view) ? t.wait : nothing}</p>`;
  }
  return html`<p>${here}</p>
    <fieldset class="stack">
      <legend>${t.rate}</legend>
      <p class="hint">${t.rate_hint}</p>
      <div class="row">
        ${PICTURES.map((picture) =>
          button({
            desk,
            key: 'practice_rate',
            text: words.common.pictures[picture].name,
            label: fill(t.about, { picture: words.common.pictures[picture].name }),
            act: () => actions.crowd.practiceRate(view.round.id, picture),
          }),
        )}
      </div>
    </fieldset>`;
}

function add(page, t) {
  const { view, boot, desk, actions } = page;
  if (!desk.may('add_practice')) return nothing;
  const left = boot.limits.practice - practising(view);
  return html`<form class="field" novalidate @submit=${(event) => {
    event.preventDefault();
    const count = Number(event.target.elements['practice-count'].value);
    if (Number.isInteger(count) && count >= 1 && count <= left) actions.crowd.addPractice(count);
    else desk.refuse('practice', [{ field: 'practice-count', sentence: fill(t.range, { most: left }) }]);
  }}>
    ${problems(page, 'practice')}
    <label for="practice-count">${t.count}</label>
    <p class="hint" id="practice-count-hint">${fill(practising(view) ? t.count_more : t.count_hint, { most: left })}</p>
    ${fieldError(desk, 'practice-count')}
    <div class="joined">
      <input class="input number-input" id="practice-count" name="practice-count" type="number" inputmode="numeric"
        min="1" max=${left} step="1" aria-invalid=${invalid(desk, 'practice-count')}
        aria-describedby=${describedBy(desk, 'practice-count', 'practice-count-hint')} value=${Math.min(18, left)} />
      <button class="button button-quiet" aria-disabled=${desk.isBusy('add_practice') ? 'true' : nothing}>${t.add}</button>
    </div>
  </form>`;
}

// A plain form: the answer is the start page, which says that it is done.
function end({ boot, actions }, t) {
  return html`<form method="post" action="/trainer/${boot.workshop}/delete" class="stack" @submit=${(event) => {
    event.preventDefault();
    actions.erasing.erase(event.target);
  }}>
    <p class="hint">${t.end}</p>
    <input type="hidden" name="token" value=${boot.token} />
    <button class="button button-danger">${t.delete}</button>
  </form>`;
}
