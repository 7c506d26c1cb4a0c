// The talk about the ratings: questions that fit how far apart they are, and a calm countdown.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { isAround } from '../charts/picture.js';
import { fill, span } from '../lib/words.js';
import { countdownFacts, countdownView } from '../lib/timer.js';

export function talk({ view, framework, left, words, room }) {
  const timer = countdownFacts(view.timer, left);
  return html`<section class="talk">
    <h2>${room.discussion}</h2>
    ${view.shown.reasons.length ? nothing : prompts(view, framework, words.common, room.prompts)}
    ${timer ? countdownView(timer, { left: words.common.time_left, over: room.discussion_over }) : nothing}
  </section>`;
}

// They follow from the bars that everybody sees, not from the picture's name, which a trainer may
// not have shown. Quotes from the room, once there are any, are better prompts and need the place.
function prompts(view, { levels }, words, texts) {
  const { low, low_to, high, high_to, near } = farthest(view);
  const label = (rating) => levels[rating]?.label;
  const labels = { low: span(label, low, low_to, words), high: span(label, high, high_to, words) };
  return html`<ul class="talk-prompts">
    ${texts[near ? 'near' : distance(low, high)].map((text) => html`<li>${fill(text, labels)}</li>`)}
  </ul>`;
}

function farthest({ rounds, shown }) {
  const named = shown.picture?.telling;
  if (named && named.low !== named.high) return { ...named, near: isAround(shown.picture) };
  const used = rounds.at(-1).counts.flatMap((n, rating) => (n ? [rating] : []));
  const [low, high] = [used[0], used.at(-1)];
  return { low, low_to: low, high, high_to: high };
}

function distance(low, high) {
  if (low === undefined) return 'none';
  if (low === high) return 'same';
  return high - low === 1 ? 'near' : 'far';
}
