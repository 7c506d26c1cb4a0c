// The offline page, shown in the place of the page that could not be loaded: says what is the matter
// and goes on there by itself.
import { here, Keep } from '../lib/keep.js';

const EVERY = 3000; // ms between tries
const title = document.getElementById('title');
const status = document.getElementById('status');
const way = here();
// People who open the app from the home screen want the workshop they are in.
const to = location.pathname === '/join' && way ? way.path : location.pathname;
let trying = false;

function tell() {
  // With a network, it is not the phone that is offline.
  if (navigator.onLine) {
    document.title = title.dataset.onlineTitle; // whatever a translator has made of the old one
    title.textContent = title.dataset.online;
  }
  const waiting = way?.path === to && new Keep(way.votes).read()?.waiting;
  document.getElementById('kept').hidden = !waiting;
}

async function tryAgain() {
  if (trying) return;
  trying = true;
  const answer = await fetch('/hello', { cache: 'no-store' }).catch(() => null);
  trying = false;
  // Not a reload: that would send a form again.
  if (answer?.ok) location.replace(to);
}

async function tryNow() {
  status.textContent = status.dataset.trying;
  await tryAgain();
  status.textContent = status.dataset.still;
}

document.getElementById('again').addEventListener('click', tryNow);
addEventListener('online', tryAgain);
document.addEventListener('visibilitychange', () => document.hidden || tryAgain());
// Not all phones of a room in the same moment.
setInterval(tryAgain, EVERY * (0.75 + Math.random() / 2));
tell();
