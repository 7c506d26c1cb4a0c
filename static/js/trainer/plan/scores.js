// The score of each goal: asked for in private, shown as dots, talked over, settled; with those before it and what has
// changed since.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { openGoals, scoresNow } from '../../lib/plan.js';
import { counted, fill } from '../../lib/words.js';
import { progress, returnedSaid, scoreDots } from '../../charts/progress.js';
import { button, describedBy, fieldError, problems } from '../parts.js';
import { goalHead, showGoal } from './goals.js';
import { isNext } from './leading.js';
import { notes } from './notes.js';
import { openQuestion } from './question.js';
import { isScored, unscored } from './rail.js';
import { daySaid, signed } from './said.js';

export function scoresPart(page) {
  const { view, words, plan } = page;
  const t = words.goals_desk.scores;
  const goals = openGoals(view.plan);
  if (!goals.length) {
    return html`<p>${t.none}</p>
      <p><button type="button" class="button button-quiet" @click=${() => plan.look('goals')}>${words.goals_desk.do.show_goals}</button></p>`;
  }
  const left = unscored(view.plan, page.boot).length;
  return html`<p><strong>${left ? fill(counted(t.left, goals.length), { left }) : t.none_left}</strong></p>
    <p class="hint">${t.lead}</p>
    <div class="goals">${goals.map((goal) => keyed(goal.id, scored(goal, page)))}</div>`;
}

function scored(goal, page) {
  const { view, boot, words, desk, plan } = page;
  const t = words.goals_desk.scores;
  const { question } = view.plan;
  const asked = question?.kind === 'score' && question.goal === goal.id ? question : null;
  const about = (action) => fill(words.goals_desk.goals.about, { action, n: goal.number });
  const again = isScored(goal, boot.workshop);
  const elsewhere = view.plan.elsewhere?.find((one) => one.goal === goal.id);
  const isFirst = !scoresNow(goal).length;
  return html`<article class="goal" aria-labelledby="goal-${goal.id}">
    ${goalHead(goal, page, isFirst ? html`<span class="badge">${t.first}</span>` : nothing)}
    <p class="goal-text">${goal.wording.text}</p>
    ${goal.draft ? html`<p class="notice notice-warn">${t.rewording}</p>` : nothing}
    ${standing(goal, page)}
    ${asked?.open ? openQuestion(asked, scale(boot.plan_limits.top, words), page) : nothing}
    ${asked && !asked.open ? settling(goal, asked, page) : nothing}
    ${elsewhere
      ? html`<p class="notice">${fill(t.elsewhere, { meeting: words.common.kinds[elsewhere.kind], day: daySaid(elsewhere.day, words) })}</p>`
      : nothing}
    ${asked
      ? nothing
      : html`<div class="row">
          ${view.plan.question?.open || elsewhere
            ? nothing
            : button({ desk, key: `ask_score:${goal.id}`, text: again ? t.again : t.ask, label: about(again ? t.again : t.ask), act: () => plan.doing.askScore(goal.id) })}
          ${showGoal(goal, 'scores', page)}
        </div>`}
    ${goal.scores.length ? html`<details class="behind"><summary>${counted(t.before, goal.scores.length)}</summary>${progress(goal, words)}</details>` : nothing}
    ${goal.scores.some(({ workshop }) => workshop !== boot.workshop) || view.plan.review ? notes(goal, page) : nothing}
  </article>`;
}

const scale = (top, words) => Array.from({ length: top + 1 }, (_, score) => words.goals.chart.anchors[score] ?? '');

// The score in force, and how far it has moved.
function standing(goal, page) {
  const { boot, words } = page;
  const t = words.goals_desk.scores;
  const now = scoresNow(goal);
  const last = now.at(-1);
  if (!last) return nothing;
  const back = returnedSaid(last, words);
  const before = now.at(-2);
  const isHere = last.workshop === boot.workshop;
  const change = before && last.score - before.score;
  const sinceStart = now.length > 2 ? last.score - now[0].score : null;
  const most = Math.max(Math.abs(change ?? 0), Math.abs(sinceStart ?? 0));
  const parts = [
    fill(isHere ? t.now : t.last, { score: fill(words.goals.score, last), day: daySaid(last.day, words), method: words.goals.methods[last.method] }),
    before && fill(change ? t.change : t.same, { change: signed(change), day: daySaid(before.day, words) }),
    sinceStart !== null && fill(sinceStart ? t.change : t.same, { change: signed(sinceStart), day: daySaid(now[0].day, words) }),
  ].filter(Boolean);
  return html`<p class="score-now"><strong>${parts[0]}</strong>${parts.slice(1).map((part) => html` <span>${part}</span>`)}</p>
    ${most >= boot.plan_limits.reliable ? html`<p class="hint">${fill(t.orientation, { n: boot.plan_limits.reliable })}</p>` : nothing}
    ${back ? html`<p class="hint">${back}</p>` : nothing}`;
}

// What people gave, how far apart they are, and the ways to settle it.
function settling(goal, question, page) {
  const { view, words, desk, plan, boot } = page;
  const t = words.goals_desk.scores;
  const place = `plan-settle-${goal.id}`;
  const given = (question.counts ?? []).flatMap((n, score) => (n ? [score] : []));
  return html`<section class="settling stack" aria-labelledby="${place}-title">
    <h4 id="${place}-title" tabindex="-1">${counted(t.came_to, question.answered - question.cant_say)}</h4>
    ${question.counts ? scoreDots(question.counts, words) : html`<p class="soft">${words.goals.few}</p>`}
    ${question.cant_say ? html`<p class="soft">${words.common.cant_say}: <strong>${question.cant_say}</strong></p>` : nothing}
    ${given.length ? html`<p class="apart">${apartSaid(given[0], given.at(-1), t)}</p>` : nothing}
    ${problems(page, place)}
    <div class="row">
      ${question.median === null || isNext(page, 'settle_score', goal.id)
        ? nothing
        : button({ desk, key: `settle:${goal.id}:median`, text: fill(words.goals_desk.do.settle_score, { score: question.median }), act: () => plan.doing.settle(goal.id, 'median', question.median) })}
      ${button({ desk, key: `ask_score:${goal.id}`, text: words.goals_desk.do.ask_again, act: () => plan.doing.askScore(goal.id) })}
      ${button({ desk, key: 'cancel_question', text: t.leave, kind: 'plain', act: () => plan.doing.cancel(question.id) })}
    </div>
    <form class="stack" novalidate data-about=${goal.id} @submit=${(event) => {
      event.preventDefault();
      const chosen = new FormData(event.target).get(`${place}-score`);
      if (chosen === null) desk.refuse(place, [{ field: `${place}-score`, sentence: t.choose }]);
      else plan.doing.settle(goal.id, 'consensus', Number(chosen));
    }}>
      <fieldset class="field score-choice" id="${place}-score" aria-describedby=${describedBy(desk, `${place}-score`, `${place}-hint`)}>
        <legend>${t.consensus}</legend>
        <p class="hint" id="${place}-hint">${t.consensus_hint}</p>
        ${fieldError(desk, `${place}-score`)}
        <div class="score-radios">${Array.from({ length: boot.plan_limits.top + 1 }, (_, score) => html`<label class="score-radio">
          <input type="radio" name="${place}-score" value=${score} /> <span>${score}</span></label>`)}</div>
      </fieldset>
      <button class="button button-quiet" aria-disabled=${desk.isBusy(`settle:${goal.id}:consensus`) ? 'true' : nothing}>${t.settle_consensus}</button>
    </form>
  </section>`;
}

function apartSaid(low, high, t) {
  if (low === high) return fill(t.alike, { score: low });
  return fill(counted(t.apart, high - low), { low, high });
}
