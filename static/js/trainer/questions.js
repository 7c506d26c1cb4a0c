// The three questions that the room, the phones and this page show while people talk.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill, span } from '../lib/words.js';
import { button } from './parts.js';

export function questions({ view, framework, words, desk, actions }) {
  if (!view.questions) return nothing;
  const t = words.trainer.questions;
  const { ask, low, low_to, high, high_to } = view.questions;
  const label = (rating) => framework.levels[rating]?.label;
  const values = {
    low: span(label, low, low_to, words.common),
    high: span(label, high, high_to, words.common),
  };
  return html`<section class="questions" aria-labelledby="questions-title">
    <h3 id="questions-title" tabindex="-1">${t.title}</h3>
    <ol class="question-list">
      ${ask.map((key) => html`<li>${fill(words.common.questions[key], values)}</li>`)}
    </ol>
    ${desk.may('change_questions')
      ? button({ desk, key: 'change_questions', text: t.change, act: () => actions.plain('questions', 'change_questions') })
      : nothing}
  </section>`;
}
