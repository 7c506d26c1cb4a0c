// Tables whose headings are links that sort: the same without a new page, and kept in the address.
import { fill } from '../lib/words.js';
import { inOrder, valueOf } from './order.js';

/** Sort by a press on a heading; `tell` says the new order, which sight shows and hearing does not. */
export function sortable(words, tell) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-sort]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const { sort } = link.dataset;
    const descending = link.closest('th').getAttribute('aria-sort') === 'ascending';
    for (const table of document.querySelectorAll('table:has(a[data-sort])')) sortTable(table, sort, descending);
    keep(sort, descending);
    tell(fill(words.sorted, { name: link.textContent.trim(), order: descending ? words.descending : words.ascending }));
  });
}

/** Take out of a copy of a part what sorting does to it here, and does otherwise on the server: the order of rows,
 * and the addresses that keep it. */
export function unsorted(part) {
  for (const table of part.querySelectorAll('table:has(a[data-sort])')) {
    const [body] = table.tBodies;
    const place = (row) => Number(row.cells[0].dataset.order);
    body.replaceChildren(...[...body.rows].sort((one, other) => place(one) - place(other)));
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute('aria-sort');
  }
  for (const link of part.querySelectorAll('a[data-sort], a[data-keep]')) link.removeAttribute('href');
  for (const field of part.querySelectorAll('[type=hidden][name=sort], [type=hidden][name=order]')) field.remove();
}

// A table without that column goes by name, as it would on a new page.
function sortTable(table, sort, descending) {
  const headings = [...table.tHead.rows[0].cells];
  const column = headings.findIndex((cell) => cell.querySelector('a')?.dataset.sort === sort);
  const place = Math.max(column, 0);
  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    order: Number(row.cells[0].dataset.order),
    value: place ? valueOf(row.cells[place].dataset.value) : Number(row.cells[0].dataset.order),
  }));
  table.tBodies[0].append(...inOrder(rows, descending).map((each) => each.row));
  for (const [at, cell] of headings.entries()) {
    if (at === place && column >= 0) cell.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    else cell.removeAttribute('aria-sort');
  }
}

// The address says how the table is sorted, and so do the links and forms that lead on from here.
function keep(sort, descending) {
  const order = descending ? 'down' : '';
  history.replaceState(null, '', sorted(location.href, sort, order));
  for (const link of document.querySelectorAll('a[data-keep]')) link.href = sorted(link.href, sort, order);
  for (const link of document.querySelectorAll('a[data-sort]')) {
    const again = link.dataset.sort === sort && !descending;
    link.href = sorted(link.href, link.dataset.sort, again ? 'down' : '');
  }
  for (const form of document.querySelectorAll('form[method="get"]')) {
    for (const [name, value] of [['sort', sort], ['order', order]]) {
      const field = form.elements[name] ?? form.appendChild(hidden(name));
      field.value = value;
    }
  }
}

function sorted(address, sort, order) {
  const to = new URL(address);
  to.searchParams.set('sort', sort);
  if (order) to.searchParams.set('order', order);
  else to.searchParams.delete('order');
  return to.href;
}

const hidden = (name) => Object.assign(document.createElement('input'), { type: 'hidden', name });
