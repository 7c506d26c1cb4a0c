// The results of an instrument that is answered many rows at a time: a sheet for each copy, with all rows and their
// decisions, and what else there is about a row below it.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { nextStepOf } from '../charts/nextstep.js';
import { rowTable } from '../charts/rowtable.js';
import { linesOf } from '../charts/sheet.js';
import { domainParts, ruled } from './domain.js';

/** The sheets: {id, name, keys}, one for each copy; none where rows are rated one at a time. */
export function sheetsOf({ opens, copies, domains, name }) {
  if (opens === 'cell' || !domains.length) return [];
  const all = copies.length ? copies : [{ key: null, name }];
  return all.map((copy, at) => ({
    id: `sheet-${at + 1}`,
    name: copy.name,
    keys: domains.filter((one) => one.copy === copy.key).map(({ key }) => key),
  }));
}

/** For the list of contents. */
export const sheetParts = (framework) => sheetsOf(framework).map(({ id, name }) => [id, name]);

/** `byKey` has the results of every domain. */
export const sheets = (byKey, page) => sheetsOf(page.framework).map((one) => sheet(one, byKey, page));

function sheet({ id, name, keys }, byKey, page) {
  const { framework, words } = page;
  const lines = linesOf(framework, keys);
  const found = (key) => {
    const { rounds, ruling, status } = byKey.get(key);
    return { last: rounds.at(-1), ruling, status };
  };
  return html`<article class="panel sheet" aria-labelledby=${id}>
    <h3 id=${id}>${name}</h3>
    ${rowTable(lines, found, { words, caption: name, more: (line) => beside(line, byKey, words.lead) })}
    ${inDetail(lines, byKey, page)}
  </article>`;
}

// What was noted of a decision, and what the next step looks like from a low one.
function beside({ cell, levels }, byKey, t) {
  const { ruling } = byKey.get(cell.key);
  const step = nextStepOf(cell, levels, ruling);
  return html`${ruling?.note ? html`<p class="sheet-note written"><strong>${t.note}:</strong> ${ruling.note}</p>` : nothing}
    ${step ? html`<p class="sheet-note"><strong>${t.next_step}:</strong> ${step}</p>` : nothing}`;
}

const MOST_ON_PAPER = 20; // rows; of more, paper has the table alone

// Each row with its rounds, folded away on a screen and not on paper (js/pages/lead.js).
function inDetail(lines, byKey, page) {
  const { lead: t } = page.words;
  const rated = lines.filter(({ cell }) => byKey.get(cell.key).rounds.length);
  if (!rated.length) return nothing;
  return html`<details class="sheet-more ${page.framework.domains.length > MOST_ON_PAPER ? '' : 'is-on-paper'}">
    <summary>${t.sheets.detail}</summary>
    ${rated.map(({ cell, levels }) => {
      const result = byKey.get(cell.key);
      return html`<section class="domain-result" aria-labelledby="domain-${cell.key}">
        <h4 id="domain-${cell.key}">${cell.name}</h4>
        ${result.ruling ? ruled(result.ruling, result.rounds, levels, page) : nothing} ${domainParts(result, cell, page)}
      </section>`;
    })}
  </details>`;
}
