// Many rows at once, each with a picture of its answers and its decision: a table that is also the picture. The roles are
// written out because browsers forget a table's meaning when it is laid out anew.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { besideOf, chipOf, lookOf, saidOf } from './answers.js';
import { methodUsed } from './decision.js';
import { columnOf, kindOf } from './kinds/index.js';
import { ends, stretches } from './sheet.js';

/**
 * `lines` are as in sheet.js; `found` gives, for a cell's key, {last, ruling, status}, `last` being a round as in the
 * views. `caption` names the table to those who can't see it; `more` stands under the name of a line.
 */
export function rowTable(lines, found, { words, caption, withMethod = true, more = () => nothing }) {
  const t = words.common.rows;
  const marked = markedOf(lines, found);
  const isDecided = lines.some(({ levels }) => columnOf(levels).settle !== 'none');
  return html`<table class="rows-table ${isDecided ? '' : 'has-no-decisions'} ${lines.some(({ levels }) => kindOf(levels).isWide) ? 'is-wide' : ''} ${withMethod ? '' : 'is-brief'}" role="table" .style=${`--rows: ${lines.length}`}>
    <caption class="visually-hidden">${caption}</caption>
    ${stretches(lines).map(
      ({ levels, lines: alike }) => html`<thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader"><span class="visually-hidden">${t.row}</span></th>
            <th scope="col" role="columnheader" class="rows-head ${kindOf(levels).isLegend ? 'is-legend' : ''}">
              <span class="visually-hidden">${t.answers}</span>
              <span class="rows-key" aria-hidden="true">${kindOf(levels).head(levels, words.common)}</span>
            </th>
            ${isDecided ? html`<th scope="col" role="columnheader" class="rows-decision">${t.decision}</th>` : nothing}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${alike.map((line) => [
            heading(line.block, 'is-block', isDecided),
            heading(line.title, 'is-row', isDecided),
            one(line, found(line.cell.key), { words, marked, isDecided, withMethod, more }),
          ])}
        </tbody>`,
    )}
  </table>`;
}

function heading(text, look, isDecided) {
  if (!text) return nothing;
  return html`<tr role="row" class="rows-heading ${look}">
    <th role="rowheader" scope="rowgroup" colspan=${isDecided ? 3 : 2}>${text}</th>
  </tr>`;
}

function one(line, { last, ruling, status }, { words, marked, isDecided, withMethod, more }) {
  const { cell, levels, name, isOneOf } = line;
  const t = words.common.rows;
  const mark = marked.get(cell.key);
  return html`<tr role="row" class="rows-row is-${status} ${isOneOf ? 'is-one-of' : ''} ${mark ? `is-${mark}` : ''}">
    <th scope="row" role="rowheader" class="rows-name">
      <span>${name}</span> ${mark ? html`<span class="badge rows-mark">${t[mark]}</span>` : nothing} ${more(line)}
    </th>
    <td role="cell" class="rows-picture">${answers(last, levels, words.common)}</td>
    ${isDecided ? html`<td role="cell" class="rows-decision">${decided(ruling, levels, words, withMethod)}</td>` : nothing}
  </tr>`;
}

function answers(last, levels, words) {
  if (!last) return html`<span class="soft">${words.rows.status.waiting}</span>`;
  if (last.withheld) return html`<span class="soft">${words.chart.withheld}</span>`;
  if (!last.ratings) return html`<span class="soft">${words.rows.none}</span>`;
  return html`<span class="visually-hidden">${tallySaid(last, levels, words)}</span>
    <span class="rows-drawn" aria-hidden="true">${kindOf(levels).row(last, levels, words)}</span>`;
}

/** The counts in words, "0 Not there: 3; 1 Partly there: 9": of all places that have any. */
export function tallySaid({ counts, cant_say: cantSay }, levels, words) {
  const said = levels.filter(({ place }) => counts[place]).map(({ place }) => `${saidOf(place, levels)}: ${counts[place]}`);
  return [...said, ...(cantSay ? [`${words.cant_say}: ${cantSay}`] : [])].join('; ');
}

function decided(ruling, levels, words, withMethod) {
  if (!ruling) return nothing;
  if (ruling.rating === null) return html`<strong class="rows-unresolved">${words.common.methods.unresolved}</strong>`;
  return html`<span class="rows-ruling ${lookOf(ruling.rating, levels)}">
    ${chipOf(ruling.rating, levels)} <strong>${besideOf(ruling.rating, levels)}</strong>
    ${withMethod ? html`<span class="rows-how">${methodUsed(ruling, words)}</span>` : nothing}
  </span>`;
}

/** Lines by the cell's key that most or fewest ticked; of kinds that can be compared so. */
function markedOf(lines, found) {
  const shareOf = ({ cell, levels }) => {
    const { last } = found(cell.key);
    return last?.ratings ? (kindOf(levels).share?.(last) ?? null) : null;
  };
  const { most, fewest } = ends(lines, shareOf);
  const named = (list, mark) => list.map(({ cell }) => [cell.key, mark]);
  return new Map([...named(most, 'most'), ...named(fewest, 'fewest')]);
}
