// A goal's score: given in private as a rating is, then what the room gave, then what was settled.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { changeOf, progress, returnedSaid, SCORES, scoreDots } from '../../charts/progress.js';
import { scoreHere, standingGoals } from '../../lib/agreed.js';
import { goalOf, keyOf, sinceKey } from '../../lib/plan.js';
import { counted, fill } from '../../lib/words.js';
import { saveBar } from '../ballot.js';
import { goalHead, scored } from './goals.js';
import { missed, next, numbered, refusal } from './parts.js';

const ARROW_PAUSE = 1500; // ms: arrow keys pass over scores on the way to the one that is meant
const CANT_SAY = 'cant-say';
const SAVING_KEYS = ['Enter', ' ']; // they send the chosen score straight away
let byKey = false; // was the last touch a key that moves the choice?

export function scores(page) {
  const { plan } = page.view;
  const { question } = plan;
  const goal = goalOf(plan, question?.kind === 'score' ? question.goal : plan.goal);
  if (!goal?.wording) return overview(page);
  if (question?.kind === 'score') return question.open ? keyed(keyOf(question), ballot(page, question, goal)) : given(page, question, goal);
  return html`${goalHead(goal, page)}
    ${scoreHere(goal, page.view.workshop.id) ? settled(goal, page) : progress(goal, page.words, { table: false })} ${next(page)}`;
}

function ballot(page, question, goal) {
  const { words, plan } = page;
  const text = words.goals_stage.phone;
  const { anchors } = words.goals.chart;
  const chosen = plan.outbox.chosen(keyOf(question));
  const isCantSay = chosen === null;
  return html`${refusal(page)}
    <fieldset class="ask plan-ask" aria-describedby="score-hint score-anchors">
      <legend>${goalHead(goal, page)} <span class="question">${text.scores.question}</span></legend>
      <p class="hint" id="score-hint">${text.scores.hint}</p>
      <div
        class="score-keys"
        @keydown=${({ key }) => {
          byKey = key.startsWith('Arrow');
          if (SAVING_KEYS.includes(key)) plan.outbox.hurry();
        }}
        @pointerdown=${() => (byKey = false)}
        @focusout=${({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || plan.outbox.hurry()}
        @change=${({ target: { value } }) => plan.score(value === CANT_SAY ? null : Number(value), byKey ? ARROW_PAUSE : 0)}
      >
        <div class="numbers" .style=${`--narrow: 6; --all: ${SCORES.length}`}>
          ${SCORES.map(
            (score) => html`<label class="number ${anchors[score] ? 'is-anchor' : ''}">
              <input type="radio" name="score-${keyOf(question)}" value=${score} .checked=${chosen === score} />
              <span>${score}${anchors[score] ? html`<span class="visually-hidden">, ${anchors[score]}</span>` : nothing}</span>
            </label>`,
          )}
        </div>
        <p class="hint anchors" id="score-anchors">
          ${SCORES.filter((score) => anchors[score]).map((score) => html`<span><strong>${score}</strong> ${anchors[score]}</span>`)}
        </p>
        <label class="option">
          <span class="option-in">
            <input type="radio" name="score-${keyOf(question)}" value=${CANT_SAY} .checked=${isCantSay} />
            <span class="option-text">${words.common.cant_say}<span class="option-meaning">${text.scores.cant_say_hint}</span></span>
          </span>
        </label>
      </div>
    </fieldset>
    ${saveBar(barOf(plan.outbox.status(keyOf(question)), page), {
      ...words,
      attendee: { ...words.attendee, open: { ...words.attendee.open, stored_elsewhere: text.elsewhere, stored_hidden: text.hidden } },
    })}`;
}

const barOf = (status, { freshness }) => (freshness === 'stale' && status === 'saving' ? 'late' : status);

function given(page, question, goal) {
  const { words, plan } = page;
  const text = words.goals_stage.phone;
  const { counts, answered, cant_say: cantSay, median } = question;
  const mine = plan.outbox.own(keyOf(question));
  const said = mine === null ? text.needs.you_cant_say : typeof mine === 'number' ? fill(text.scores.yours, { n: mine }) : '';
  return html`${refusal(page)} ${goalHead(goal, page)}
    <h2>${text.scores.result}</h2>
    <p>${counted(words.goals.scorers, answered - cantSay)}${cantSay ? ` · ${words.common.cant_say}: ${cantSay}` : ''}</p>
    ${counts ? scoreDots(counts, words, { mine }) : html`<p class="soft">${words.goals.few}</p>`}
    ${median === null ? nothing : html`<p><strong>${words.goals_stage.scores.middle}: ${median}</strong></p>`}
    ${said ? html`<p>${said}</p>` : missed(page, question, text.needs.missed)}
    <p class="hint">${text.scores.next}</p>`;
}

function settled(goal, { words }) {
  const { goals, goals_stage: t } = words;
  const score = goal.scores.at(-1);
  const back = returnedSaid(score, words);
  const facts = [goals.methods[score.method], counted(goals.scorers, score.scorers)];
  return html`<section class="panel">
    <p class="score-said"><strong>${fill(goals.score, { score: score.score })}</strong></p>
    <p class="soft">${facts.join(' · ')}</p>
    <p>${goal.change === null ? t.scores.first : fill(t.scores[sinceKey(goal)], { change: changeOf(goal.change, goals.chart) })}</p>
    ${back ? html`<p class="soft">${back}</p>` : nothing}
    ${progress(goal, words, { table: false })}
  </section>`;
}

function overview(page) {
  const { words, view } = page;
  const goals = standingGoals(view.plan).filter(({ wording }) => wording);
  return html`<h1>${words.goals.parts.scores}</h1>
    ${goals.length
      ? html`<ul class="plan-cards">${goals.map((goal) => html`<li class="panel plan-card">${scored(goal, page)}</li>`)}</ul>`
      : html`<p>${words.goals_stage.goals.none}</p>`}
    ${next(page)}`;
}
