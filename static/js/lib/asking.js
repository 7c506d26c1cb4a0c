// Asks the server every few seconds, while the page is looked at, whether it is still what it was.
import { Health } from './health.js';

const EVERY = 4000; // ms between an answer and the next question
const PATIENCE = 5000; // ms for an answer
const JUDGED = 1000; // ms between two looks at whether the page may be stale
const NO_MORE = new Set([403, 404, 410]); // the page has been shut to this browser

/** Ask for the mark at `address`: `told(mark)` with each answer; `judged(isFresh)` every second;
 * `gone()` once the page can't be opened any more, and nothing after. */
export function askForMark(address, { told, judged, gone }) {
  let health = new Health();
  let timer;
  let over = false;

  async function ask() {
    clearTimeout(timer);
    if (over || document.hidden) return;
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { headers: { Accept: 'application/json' }, signal: stop.signal });
      if (NO_MORE.has(answer.status)) {
        over = true;
        return gone();
      }
      if (!answer.ok) throw new Error(answer.status);
      const { mark } = await answer.json();
      health.restored();
      await told(mark);
    } catch {
      health.lost();
    } finally {
      clearTimeout(late);
    }
    timer = setTimeout(ask, EVERY);
  }

  // A page that nobody looked at has not been asking: it has a moment before it may be called stale.
  function wake() {
    if (document.hidden) return;
    health = new Health();
    ask();
  }

  document.addEventListener('visibilitychange', wake);
  addEventListener('pageshow', ({ persisted }) => persisted && wake());
  setInterval(() => !over && !document.hidden && judged(health.isFresh), JUDGED);
  timer = setTimeout(ask, EVERY);
}

/** A banner on top of the page with one sentence at a time, or none. Gives what shows it; `say` tells it too. */
export function banner(say) {
  let shown = null;
  return (sentence) => {
    if (!sentence) {
      shown?.remove();
      shown = null;
    } else if (!shown) {
      shown = Object.assign(document.createElement('p'), { className: 'banner', textContent: sentence });
      document.querySelector('main').append(shown);
      say(sentence);
    }
  };
}
