// A programme's page: sorting without a new page; and it is never quietly stale.
import { askForMark, banner } from '../lib/asking.js';
import { Announcer } from '../lib/news.js';
import { newest, takeOver } from '../lib/renewing.js';
import { sortable, unsorted } from '../programme/sorting.js';

const AT_REST = 2000; // ms without a touch or a key after which parts may change
const { at, words } = JSON.parse(document.getElementById('programme').textContent);
const place = document.getElementById('main-parts');
const said = new Announcer(document.getElementById('status'));
const mark = banner((sentence) => said.say(sentence));
let touched = 0;

for (const event of ['pointerdown', 'keydown', 'wheel']) {
  addEventListener(event, () => (touched = performance.now()), { passive: true });
}
addEventListener('scroll', () => (touched = performance.now()), { passive: true, capture: true });

// Only parts that show something else are taken over: whoever joins or decides in one of many areas would else
// have all tables made anew. A table that scrolls inside its frame stays where it was looked at.
async function renew() {
  if (!document.querySelector('[data-part]')) return location.reload(); // the first area has been added
  const fresh = await newest();
  const seen = [...document.querySelectorAll('.heat-scroll')].map(({ id, scrollTop, scrollLeft }) => ({ id, scrollTop, scrollLeft }));
  const { changed } = takeOver(fresh, { all: true, plain: unsorted });
  for (const { id, ...where } of seen) Object.assign(document.getElementById(id) ?? {}, where);
  place.dataset.mark = fresh.getElementById('main-parts').dataset.mark;
  if (changed) said.tell(words.updated);
}

sortable(words, (text) => said.tell(text));
askForMark(`${at}/mark`, {
  told: (is) => (is !== place.dataset.mark && performance.now() - touched > AT_REST ? renew() : null),
  judged: (isFresh) => mark(isFresh ? null : words.stale),
  gone: () => mark(words.gone),
});
