// The discussion: three questions that phones and console show too, or reasons in their place, and a calm
// countdown.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill, span } from '../lib/words.js';
import { countdownFacts, countdownView } from '../lib/timer.js';

/** `flow` and `quotes`: who moved and the reasons that are shown, drawn, or nothing. */
export function talk({ view, framework, left, words, room }, flow, quotes) {
  const timer = countdownFacts(view.timer, left);
  return html`<section class="talk">
    <div class="talk-head">
      <h2>${room.discussion}</h2>
      ${timer ? countdownView(timer, { left: words.common.time_left, over: room.discussion_over }) : nothing}
    </div>
    ${flow} ${quotes === nothing ? questions(view.questions, framework.levels, words.common) : quotes}
  </section>`;
}

function questions(asked, levels, words) {
  if (!asked) return nothing;
  const { ask, low, low_to, high, high_to } = asked;
  const label = (rating) => levels[rating]?.label;
  const labels = { low: span(label, low, low_to, words), high: span(label, high, high_to, words) };
  return html`<ul class="talk-questions">
    ${ask.map((key) => html`<li>${fill(words.questions[key], labels)}</li>`)}
  </ul>`;
}

const LARGEST_FIRST = [1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1]; // of the size of what must be read

/** After drawing: the questions as large as there is room for; who moved is drawn beside them if there is
 * room for that too, and else told in words. */
export function fitQuestions(root) {
  const list = root.querySelector('.talk-questions');
  if (!list) return;
  const drawn = root.querySelector('.talk .movement-drawn');
  const fits = (times) => {
    list.style.setProperty('--times', times);
    return list.scrollHeight <= list.clientHeight && list.scrollWidth <= list.clientWidth;
  };
  if (drawn) {
    drawn.hidden = false;
    if (LARGEST_FIRST.some(fits)) return;
    drawn.hidden = true;
  }
  LARGEST_FIRST.some(fits);
}
