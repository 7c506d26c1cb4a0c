// An area's page and its forms: they copy links, and are never quietly stale.
import { askForMark, banner } from '../lib/asking.js';
import { copyButtons } from '../lib/copybuttons.js';
import { Announcer } from '../lib/news.js';
import { newest, takeOver } from '../lib/renewing.js';

const AT_REST = 2000; // ms without a touch or a key after which parts may change
const SHUT = /^4/; // answers to a page that is no more, or not for this browser
const place = document.getElementById('area');
const note = document.getElementById('changes');
const said = new Announcer(document.getElementById('status'));
const mark = banner((sentence) => said.say(sentence));
const isForm = 'form' in place.dataset;
let touched = 0;

function tell(sentence) {
  note.hidden = false;
  note.firstElementChild.textContent = sentence;
  said.say(sentence);
}

async function renew({ all = false } = {}) {
  const fresh = await newest(['done', 'of']);
  const { whole, changed } = takeOver(fresh, { all });
  place.dataset.mark = fresh.getElementById('area').dataset.mark;
  copyButtons(document.querySelector('main'));
  if (!whole) return tell(place.dataset.changed);
  note.hidden = true;
  if (changed) said.tell(place.dataset.updated);
}

async function told(is) {
  if (is === place.dataset.mark) return;
  if (isForm) {
    place.dataset.mark = is;
    return tell(place.dataset.form);
  }
  if (!note.hidden) note.firstElementChild.textContent = place.dataset.changed;
  const rests = performance.now() - touched > AT_REST;
  if (!rests) return;
  try {
    await renew();
  } catch (problem) {
    tell(place.dataset.changed); // also where this page is no more: the button shows what became of it
    throw problem;
  }
}

for (const event of ['pointerdown', 'keydown', 'wheel']) {
  addEventListener(event, () => (touched = performance.now()), { passive: true });
}
note.querySelector('button')?.addEventListener('click', async () => {
  try {
    await renew({ all: true });
    document.getElementById('main').focus();
  } catch (problem) {
    if (SHUT.test(problem.message)) return location.reload();
    tell(place.dataset.stale); // what changed is not here yet: the button stays
  }
});
copyButtons(document);
askForMark(`${place.dataset.at}/mark`, {
  told,
  judged: (isFresh) => mark(isFresh ? null : place.dataset.stale),
  gone: () => mark(place.dataset.gone),
});
