// The three questions that the room, the phones and this page show while people talk.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { questionsOf } from '../charts/questions.js';
import { button } from './parts.js';
import { scaleOf } from './topics.js';

export function questions({ view, framework, words, desk, actions }) {
  const asked = questionsOf(view, scaleOf(framework, view.domain), words.common);
  if (!asked.length) return nothing;
  const t = words.trainer.questions;
  return html`<section class="questions" aria-labelledby="questions-title">
    <h3 id="questions-title" tabindex="-1">${t.title}</h3>
    <ol class="question-list">
      ${asked.map((question) => html`<li>${question}</li>`)}
    </ol>
    ${desk.may('change_questions')
      ? button({ desk, key: 'change_questions', text: t.change, act: () => actions.plain('questions', 'change_questions') })
      : nothing}
  </section>`;
}
