// The discussion: three questions that phones and console show too, or reasons in their place, and a calm
// countdown.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { questionsOf } from '../charts/questions.js';
import { placesOf } from '../lib/instrument.js';
import { countdownFacts, countdownView } from '../lib/timer.js';

/** `flow` and `quotes`: who moved and the reasons that are shown, drawn, or nothing. */
export function talk({ view, framework, left, words, room }, flow, quotes) {
  const timer = countdownFacts(view.timer, left);
  return html`<section class="talk">
    <div class="talk-head">
      <h2>${room.discussion}</h2>
      ${timer ? countdownView(timer, { left: words.common.time_left, over: room.discussion_over }) : nothing}
    </div>
    ${flow} ${quotes === nothing ? questions(questionsOf(view, placesOf(framework, view.domain), words.common)) : quotes}
  </section>`;
}

function questions(asked) {
  if (!asked.length) return nothing;
  return html`<ul class="talk-questions">
    ${asked.map((question) => html`<li>${question}</li>`)}
  </ul>`;
}

const LARGEST_FIRST = [1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1]; // of the size of what must be read
let fitted = {}; // the list that was fitted last, and what it was fitted to

/** After drawing: the questions as large as there is room for; who moved is drawn beside them if there is
 * room for that too, and else told in words. The last questions go if there is no room for all. It measures
 * only what has changed, since the clock draws every second. */
export function fitQuestions(root) {
  const list = root.querySelector('.talk-questions');
  if (!list) return;
  const questions = [...list.children];
  const drawn = root.querySelector('.talk .movement-drawn');
  const state = () =>
    [innerWidth, innerHeight, list.clientWidth, list.clientHeight, Boolean(drawn), ...questions.map(textOf)].join('\n');
  if (fitted.list === list && fitted.state === state()) return;
  fit(list, questions, drawn);
  fitted = { list, state: state() };
}

const textOf = (part) => part.textContent;

function fit(list, questions, drawn) {
  const fits = () => list.scrollHeight <= list.clientHeight && list.scrollWidth <= list.clientWidth;
  const fitsAt = (times) => {
    list.style.setProperty('--times', times);
    return fits();
  };
  for (const question of questions) question.hidden = false;
  if (drawn) {
    drawn.hidden = false;
    if (LARGEST_FIRST.some(fitsAt)) return;
    drawn.hidden = true;
  }
  if (LARGEST_FIRST.some(fitsAt)) return;
  for (const question of questions.slice(1).reverse()) {
    question.hidden = true;
    if (fits()) return;
  }
}
