// Reasons shown in the room: as many as fit beside the bars, the newest first. The rest are on the
// phones, and the room is told how many.
import { html } from '../../vendor/lit-html/lit-html.js';
import { keyOf, quoteList } from '../quotes.js';
import { counted } from '../words.js';

let order = []; // what has been shown, as it came

export function voices(reasons, last, levels, words) {
  const keys = [...reasons].sort((a, b) => b.round - a.round).map(keyOf);
  order = [...keys.filter((key) => !order.includes(key)), ...order.filter((key) => keys.includes(key))];
  const sorted = [...reasons].sort((a, b) => order.indexOf(keyOf(a)) - order.indexOf(keyOf(b)));
  return html`<section class="voices">
    <h2>${words.quotes.title}</h2>
    ${quoteList(sorted, levels, words, { latest: last.number })}
    <p class="voices-more" hidden></p>
  </section>`;
}

/** After drawing: leave out whole quotes that do not fit, and say how many. */
export function fitVoices(root, words) {
  const box = root.querySelector('.voices');
  if (!box) return;
  const quotes = [...box.querySelectorAll('.quote')];
  const more = box.querySelector('.voices-more');
  const bottom = (part) => part.getBoundingClientRect().bottom;
  const fits = () => bottom(more.hidden ? quotes.at(-1) : more) <= bottom(box) + 0.5;
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
