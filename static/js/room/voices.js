// Reasons shown in the room: as many as fit beside the bars, the newest first. The rest are on the
// phones, and the room is told how many.
import { html } from '../../vendor/lit-html/lit-html.js';
import { keyOf, quoteList } from '../quotes.js';
import { counted } from '../words.js';

let order = []; // what has been shown, as it came

export function voices(reasons, last, levels, words) {
  const keys = reasons.map(keyOf);
  order = [...keys.filter((key) => !order.includes(key)), ...order.filter((key) => keys.includes(key))];
  const sorted = [...reasons].sort((a, b) => order.indexOf(keyOf(a)) - order.indexOf(keyOf(b)));
  return html`<section class="voices" data-more=${JSON.stringify(words.quotes.more)}>
    <h2>${words.quotes.title}</h2>
    ${quoteList(sorted, levels, words, { latest: last.number })}
    <p class="voices-more" hidden></p>
  </section>`;
}

/** After drawing: leave out what does not fit, from the end, and say how many. */
export function fitVoices(root) {
  const box = root.querySelector('.voices');
  if (!box) return;
  const quotes = [...box.querySelectorAll('.quote')];
  const more = box.querySelector('.voices-more');
  for (const quote of quotes) quote.hidden = false;
  box.classList.remove('is-tight');
  more.hidden = true;
  const fits = () => box.scrollHeight <= box.clientHeight + 1;
  for (let left = quotes.length - 1; left > 0 && !fits(); left -= 1) {
    quotes[left].hidden = true;
    more.hidden = false;
    more.textContent = counted(JSON.parse(box.dataset.more), quotes.length - left);
  }
  box.classList.toggle('is-tight', !fits());
}
