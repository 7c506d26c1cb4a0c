// Lists of what is asked: before its round, on the way through the workshop, and with the decisions at its end.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { decisionLine, statusSaid } from '../charts/decision.js';
import { cellOf, placesOf, topicOf } from '../lib/instrument.js';
import { told } from '../lib/news.js';
import { counted, fill, subjectOf } from '../lib/words.js';
import { asksCard, isPlain } from './screens.js';

/** What a round on the subject on the screens will ask; null for what has cards. */
export function asked({ framework, view, words }) {
  if (asksCard(framework, view.domain)) return null;
  const names = namesOf(framework, topicOf(framework, view.domain));
  return html`<p class="question">${framework.question}</p>
    ${names.length > 1
      ? html`<p>${counted(words.attendee.rows.asks, names.length)}</p>
          <ol class="sheet-named">${names.map((name) => html`<li>${name}</li>`)}</ol>`
      : nothing}`;
}

// The rows that a topic asks about.
function namesOf(framework, { cells }) {
  const rows = new Set(cells.map((key) => cellOf(framework, key).row));
  return framework.rows.filter(({ key }) => rows.has(key)).map(({ name }) => name);
}

/** How far each topic is; null for an instrument of cards alone, whose list is that of its domains. */
export function progress({ framework, view, words }) {
  if (isPlain(framework)) return null;
  const status = new Map(view.progress.map((entry) => [entry.domain, entry]));
  const text = words.attendee.rows;
  const [first, ...others] = framework.topics;
  if (!first) return html`<p class="hint">${text.to_name}</p>`;
  const isBegun = view.progress.some(({ status: at }) => at !== 'waiting');
  if (!others.length && isBegun) return panel(framework.name, decisionsIn(framework, view, words));
  if (!others.length && first.cells.length > 1) return panel(framework.name, namesOf(framework, first).map((name) => ({ name })));
  return panel(
    framework.name,
    framework.topics.map(({ key, cells }) => ({ name: subjectOf(framework, key).short, said: farOf(cells.map((cell) => status.get(cell)), framework, words) })),
  );
}

function farOf(entries, framework, words) {
  const decided = entries.filter((entry) => entry?.ruling).length;
  if (entries.length > 1 && decided) return fill(words.common.domains_done, { done: decided, all: entries.length });
  const at = entries.find((entry) => entry && entry.status !== 'waiting') ?? entries[0];
  return at ? statusSaid(at.status, placesOf(framework, at.domain), words) : '';
}

/** The end of the workshop: what was decided, or how far each is; null as above. */
export function decisions({ framework, view, words }) {
  if (isPlain(framework)) return null;
  const text = words.attendee.rows;
  const isAnyDecided = framework.columns.some(({ settle }) => settle !== 'none');
  const rated = decisionsIn(framework, view, words);
  if (!rated.length) return html`<p class="lead">${words.attendee.finished.text}</p>`;
  return html`<p class="lead">${text.finished[isAnyDecided ? 'decided' : 'answered']}</p>
    ${panel(isAnyDecided ? text.profile : framework.name, rated)}`;
}

const decisionsIn = (framework, view, words) =>
  told(view).map(({ domain, status, ruling }) => {
    const places = placesOf(framework, domain);
    return { name: cellOf(framework, domain).name, said: ruling ? decisionLine(ruling, places, words) : statusSaid(status, places, words) };
  });

function panel(title, entries) {
  return html`<section class="panel" aria-labelledby="domains">
    <h2 id="domains">${title}</h2>
    <ol class="domains sheet-done">
      ${entries.map(({ name, said }) => html`<li><span class="domain-name">${name}</span> ${said ? html`<span class="domain-status">${said}</span>` : nothing}</li>`)}
    </ol>
  </section>`;
}
