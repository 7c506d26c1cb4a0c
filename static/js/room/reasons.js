// Reasons shown in the room, in the order that the phones have: as many as fit beside the bars, and
// rather the newest. The rest are on the phones, and the room is told how many.
import { html } from '../../vendor/lit-html/lit-html.js';
import { keyOf, reasonList } from '../charts/reasons.js';
import { counted } from '../lib/words.js';

let newest = []; // what is shown, the last that came first
let listed = []; // the same as it stands on the screen

export function shownReasons(reasons, last, levels, words) {
  listed = reasons.map(keyOf);
  const keys = [...reasons].sort((a, b) => b.round - a.round).map(keyOf);
  newest = [...keys.filter((key) => !newest.includes(key)), ...newest.filter((key) => keys.includes(key))];
  return html`<section class="shown-reasons">
    <h2>${words.quotes.title}</h2>
    ${reasonList(reasons, levels, words, { latest: last.number })}
    <p class="shown-reasons-more" hidden></p>
  </section>`;
}

/** After drawing: leave out whole quotes that do not fit, and say how many. */
export function fitReasons(root, words) {
  const box = root.querySelector('.shown-reasons');
  if (!box) return;
  const inPlace = [...box.querySelectorAll('.quote')];
  const age = (quote) => newest.indexOf(listed[inPlace.indexOf(quote)]);
  const quotes = [...inPlace].sort((one, other) => age(one) - age(other));
  const more = box.querySelector('.shown-reasons-more');
  const bottom = (part) => part.getBoundingClientRect().bottom;
  const fits = () => bottom(more.hidden ? inPlace.at(-1) : more) <= bottom(box) + 0.5;
  const leaveOut = (out) => {
    for (const quote of quotes) quote.hidden = out.has(quote);
    more.hidden = out.size === 0;
    more.textContent = counted(words.quotes.more, out.size);
  };
  box.classList.remove('is-tight');
  const out = new Set();
  leaveOut(out);
  if (fits()) return;
  for (const quote of quotes.slice(1)) out.add(quote);
  for (const quote of quotes.slice(1)) {
    out.delete(quote);
    leaveOut(out);
    if (!fits()) out.add(quote);
  }
  leaveOut(out);
  box.classList.toggle('is-tight', !fits());
}
