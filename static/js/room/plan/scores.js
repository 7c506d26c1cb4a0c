// A goal's score: asked in private, what people gave as dots, then what was settled and how far it has come.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { changeOf, progress, returnedSaid, SCORES, scoreDots } from '../../charts/progress.js';
import { lastScore, scoreHere, standingGoals } from '../../lib/agreed.js';
import { goalOf, keyOf, sinceKey } from '../../lib/plan.js';
import { counted, dated, fill } from '../../lib/words.js';
import { turnout } from '../turnout.js';
import { list, numbered, part, t } from './parts.js';

export function scores(at) {
  const { plan } = at.view;
  const { question } = plan;
  const goal = goalOf(plan, question?.kind === 'score' ? question.goal : plan.goal);
  if (!goal?.wording) return overview(at);
  if (question?.kind === 'score') return question.open ? asking(goal, question, at) : given(goal, question, at);
  return scoreHere(goal, at.boot.workshop) ? settled(goal, at) : toCome(goal, at);
}

const scoring = (goal, facts, rest, at) => part('scores', html`${numbered(goal, at)}`, facts, rest);

// Its words stay where they are from the question to what was settled.
const words = (goal, at) => html`<div class="score-goal">
  <h2 class="goal-text">${goal.wording.text}</h2>
  ${goal.wording.measure ? html`<p class="score-measure"><span class="soft">${at.words.goals.fields.measure}:</span> ${goal.wording.measure}</p>` : nothing}
</div>`;

const roundOf = ({ round }, { words: { common } }) => (round > 1 ? fill(common.round_number, { number: round }) : '');

function asking(goal, question, at) {
  const text = t(at);
  return scoring(goal, roundOf(question, at), html`
    <div class="plan-fit score-ask" data-subject=${goal.id}>${words(goal, at)} ${scale(at)}</div>
    <div class="open-foot">
      ${turnout({ rated: question.answered, of: question.of, by_hand: 0 }, { ...at.room, turnout: text.scores.turnout }, at.words.common)}
      <p class="open-private">${text.scores.how} ${text.private}</p>
    </div>
  `, at);
}

// The numbers that there are to choose from, and what those mean that have words.
function scale({ words: { goals } }) {
  const { anchors } = goals.chart;
  return html`<div class="score-scale">
    <ol>
      ${SCORES.map((score) => html`<li class=${anchors[score] ? 'is-anchor' : ''}>${score}</li>`)}
    </ol>
    <p>${SCORES.filter((score) => anchors[score]).map((score) => html`<span>${anchors[score]}</span>`)}</p>
  </div>`;
}

function given(goal, question, at) {
  const text = t(at);
  const { counts, cant_say: cantSay, median } = question;
  const facts = [
    roundOf(question, at),
    counted(at.words.goals.scorers, question.answered - cantSay),
    cantSay ? `${at.words.common.cant_say}: ${cantSay}` : '',
  ];
  return scoring(goal, facts.filter(Boolean).join(' · '), html`
    <div class="plan-fit score-said" data-most="1.6" data-subject=${goal.id}>${words(goal, at)}</div>
    ${keyed(keyOf(question), html`<div class="score-given">
      ${counts ? scoreDots(counts, at.words, { size: 'large' }) : html`<p class="soft">${at.words.goals.few}</p>`}
      <p class="score-middle">${median === null ? at.words.goals.chart.nobody : html`${text.scores.middle} <strong class="score-number">${median}</strong>`}</p>
    </div>`)}
  `, at);
}

function settled(goal, at) {
  const text = t(at);
  const score = lastScore(goal);
  const { goals } = at.words;
  const back = returnedSaid(score, at.words);
  const note = goal.notes.find(({ workshop }) => workshop === score.workshop);
  return scoring(goal, factsOf(score, at), html`
    <div class="plan-fit score-said" data-most="1.6" data-subject=${goal.id}>${words(goal, at)}</div>
    <div class="score-settled ${note ? 'has-note' : ''}">
      <div class="plan-fit score-stamp" data-most="1.6">
        <p class="score-large"><strong class="score-number">${score.score}</strong> <span>${text.scores.of_ten}</span></p>
        <p class="score-how">${goals.methods[score.method]}</p>
        <p class="score-change">${goal.change === null ? text.scores.first : fill(text.scores[sinceKey(goal)], { change: changeOf(goal.change, goals.chart) })}</p>
        ${back ? html`<p class="score-new">${back}</p>` : nothing}
      </div>
      ${progress(goal, at.words, { size: 'large' })}
      ${note ? html`<div class="plan-fit score-notes">${noted(note, at)}</div>` : nothing}
    </div>
  `, at);
}

const factsOf = ({ scorers, cant_say: cantSay }, { words: { goals, common } }) =>
  [counted(goals.scorers, scorers), cantSay ? `${common.cant_say}: ${cantSay}` : ''].filter(Boolean).join(' · ');

function noted({ hinders, helps }, at) {
  const text = t(at).scores;
  return [['hinders', hinders], ['helps', helps]].map(([key, said]) =>
    said ? html`<h3>${text[key]}</h3><p class="written">${said}</p>` : nothing,
  );
}

// Before it is asked: how far it had come by the last meeting.
function toCome(goal, at) {
  const text = t(at).scores;
  const last = lastScore(goal);
  return scoring(goal, '', html`
    <div class="plan-fit score-said" data-most="1.6" data-subject=${goal.id}>${words(goal, at)}</div>
    ${last
      ? html`<div class="score-settled">
          <div class="plan-fit score-stamp" data-most="1.6">
            <p class="score-when">${fill(text.last, { date: dated(last.day, 'day') })}</p>
            <p class="score-large"><strong class="score-number">${last.score}</strong> <span>${text.of_ten}</span></p>
          </div>
          ${progress(goal, at.words, { size: 'large' })}
        </div>`
      : html`<div class="plan-fit score-ask">${scale(at)}</div>`}
    <p class="plan-foot">${text.next}</p>
  `, at);
}

// No goal in hand: all of them.
function overview(at) {
  const goals = standingGoals(at.view.plan).filter(({ wording }) => wording);
  const text = t(at);
  return part('scores', at.words.goals.parts.scores, '', goals.length
    ? html`<div class="plan-fit">${list('is-wide', goals, (goal) => scored(goal, at))}</div>`
    : html`<p class="plan-none">${text.goals.none}</p>`);
}

/** A goal with its score: in the overview, at the close, and beside the profile at the end. */
export function scored(goal, at) {
  const { goals } = at.words;
  const score = lastScore(goal);
  const said = goal.wording;
  const facts = [fill(t(at).by, { date: dated(said.due, 'day') }), said.owner || goals.no_owner];
  return html`<li class="goal-scored">
    <div>
      <p class="goal-small-text"><span class="goal-number">${numbered(goal, at)}:</span> ${said.text}</p>
      <p class="goal-facts">${facts.join(' · ')}</p>
    </div>
    <p class="goal-score">
      ${score
        ? html`<strong class="score-number">${score.score}</strong> <span>${t(at).scores.of_ten}</span>
            ${goal.change === null ? nothing : html`<span class="goal-change">${changeOf(goal.change, goals.chart)}</span>`}
            ${score.workshop === at.view.workshop.id ? nothing : html`<span class="soft">${fill(t(at).scores.last, { date: dated(score.day, 'day') })}</span>`}`
        : html`<span class="soft">${goals.chart.none}</span>`}
    </p>
  </li>`;
}
