// An area's page and its forms: they copy links, and are never quietly stale.
import { askForMark } from '../area/asking.js';
import { takeOver } from '../area/renewing.js';
import { copyButtons } from '../lib/copybuttons.js';
import { Announcer } from '../lib/news.js';

const AT_REST = 2000; // ms without a touch or a key after which parts may change
const place = document.getElementById('area');
const note = document.getElementById('changes');
const said = new Announcer(document.getElementById('status'));
const isForm = 'form' in place.dataset;
let touched = 0;
let banner = null;

function tell(sentence) {
  note.hidden = false;
  note.firstElementChild.textContent = sentence;
  said.say(sentence);
}

function mark(sentence) {
  if (!sentence) {
    banner?.remove();
    banner = null;
    return;
  }
  if (banner) return;
  banner = Object.assign(document.createElement('p'), { className: 'banner', textContent: sentence });
  document.querySelector('main').append(banner);
  said.say(sentence);
}

async function newest() {
  const address = new URL(location.href);
  for (const name of ['done', 'of']) address.searchParams.delete(name);
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

async function renew({ all = false } = {}) {
  const fresh = await newest();
  const whole = takeOver(fresh, { all });
  place.dataset.mark = fresh.getElementById('area').dataset.mark;
  copyButtons(document.querySelector('main'));
  if (!whole) return tell(place.dataset.changed);
  note.hidden = true;
  said.tell(place.dataset.updated);
}

async function told(is) {
  if (is === place.dataset.mark) return;
  if (isForm) {
    place.dataset.mark = is;
    return tell(place.dataset.form);
  }
  const rests = performance.now() - touched > AT_REST;
  if (rests) await renew();
}

for (const event of ['pointerdown', 'keydown', 'wheel']) {
  addEventListener(event, () => (touched = performance.now()), { passive: true });
}
note.querySelector('button')?.addEventListener('click', async () => {
  await renew({ all: true });
  document.getElementById('main').focus();
});
copyButtons(document);
askForMark(`${place.dataset.at}/mark`, {
  told,
  judged: (isFresh) => mark(isFresh ? null : place.dataset.stale),
  gone: () => mark(place.dataset.gone),
});
