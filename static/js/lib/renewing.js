// Puts the newest state of a page in the place of the old one, part by part: nothing that is being
// typed is lost, the focus stays where it is, and so does what is in sight.

const FIELDS = 'input:not([type=hidden]):not([readonly]), select, textarea';

/** The page as it is now: a document. `without` are parts of its address that were for the first time. */
export async function newest(without = []) {
  const address = new URL(location.href);
  for (const name of without) address.searchParams.delete(name);
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** Take over every part of `fresh`, a document, that shows something else. `whole` is false if a part had to stay
 * as it is, because somebody is at work in it (with `all` even those go); `changed` says whether any was taken
 * over. `plain` takes out of a copy of a part what the page's own script has made of it. */
export function takeOver(fresh, { all = false, plain = () => {} } = {}) {
  const anchor = inSight();
  let whole = true;
  let changed = false;
  for (const part of document.querySelectorAll('[data-part]')) {
    const next = fresh.getElementById(part.id);
    if (!next) continue;
    if (shown(part, plain) === shown(next, plain)) passOnHidden(part, next);
    else if (!all && isTypedIn(part)) whole = false;
    else if (swap(part, next, all)) changed = true;
    else whole = false;
  }
  for (const next of fresh.querySelectorAll('[data-part]')) changed = insertNew(next) || changed;
  if (anchor) keepInSight(anchor);
  return { whole, changed };
}

// What a part shows: what only the server reads may differ.
function shown(part, plain) {
  const copy = part.cloneNode(true);
  plain(copy);
  for (const field of copy.querySelectorAll('[type=hidden]')) field.setAttribute('value', '');
  for (const one of copy.querySelectorAll('[data-copy]')) one.hidden = true;
  for (const one of copy.querySelectorAll('details')) one.removeAttribute('open');
  return copy.innerHTML;
}

// The step and the request's name of forms that look the same.
function passOnHidden(part, next) {
  const fields = next.querySelectorAll('[type=hidden]');
  for (const [index, field] of part.querySelectorAll('[type=hidden]').entries()) {
    field.value = fields[index].value;
  }
}

function isTypedIn(part) {
  return [...part.querySelectorAll(FIELDS)].some(
    (field) => field === document.activeElement || isChanged(field),
  );
}

function isChanged(field) {
  if (field.tagName === 'SELECT') {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }
  if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

function swap(part, next, all) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const counterpart = focused && find(next, nameOf(focused));
  if (focused && !counterpart && !all) return false;
  for (const details of part.querySelectorAll('details[open]')) {
    const other = details.id && next.querySelector(`#${CSS.escape(details.id)}`);
    if (other) other.open = true;
  }
  part.replaceWith(next);
  counterpart?.focus({ preventScroll: true });
  return true;
}

// A part that was not there yet comes after the one that it follows.
function insertNew(next) {
  if (document.getElementById(next.id)) return false;
  const before = next.previousElementSibling;
  const place = before?.id && document.getElementById(before.id);
  place?.after(next);
  return Boolean(place);
}

// What tells a link or button from the others: where it leads, or what its form sends.
function nameOf(element) {
  if (element.id) return `#${element.id}`;
  const form = element.closest('form');
  const sent = form && [...form.querySelectorAll('[type=hidden]')].map(({ name, value }) => [name, value]);
  const about = sent?.filter(([name]) => !['token', 'request_id', 'step'].includes(name));
  const where = element.getAttribute('href') ?? form?.getAttribute('action');
  return `${element.tagName} ${where} ${JSON.stringify(about)} ${element.textContent}`;
}

function find(within, name) {
  const all = within.querySelectorAll('a, button, summary, [tabindex]');
  return [...all].find((element) => nameOf(element) === name);
}

// The first thing with a name of its own that is in sight, and how far down.
function inSight() {
  for (const element of document.querySelectorAll('[data-part], [data-part] [id]')) {
    const { top, bottom } = element.getBoundingClientRect();
    if (top >= 0 && top < innerHeight && bottom > top) return { id: element.id, top };
  }
  return null;
}

function keepInSight({ id, top }) {
  const now = document.getElementById(id)?.getBoundingClientRect().top;
  if (now !== undefined && now !== top) scrollBy({ top: now - top, behavior: 'instant' });
}
