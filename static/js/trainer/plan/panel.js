// What this console has before it of the plan, in the place of what the ratings need: what the room sees of it, what else
// can be done, and the part itself.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { fill } from '../../lib/words.js';
import { button, goTo } from '../parts.js';
import { otherSteps } from '../steps.js';
import { actionsPart } from './actions.js';
import { closingPart } from './closing.js';
import { goalsPart } from './goals.js';
import { needsPart } from './needs.js';
import { stranded } from './left.js';
import { RATINGS } from './looking.js';
import { scoresPart } from './scores.js';
import { sessionsPart } from './sessions.js';

const DRAWN = {
  actions: actionsPart, needs: needsPart, goals: goalsPart, scores: scoresPart, sessions: sessionsPart, closing: closingPart,
};

export function planPanel(part, page) {
  const { words } = page;
  return html`<section class="panel step plan" aria-labelledby="step-title">
    <div class="step-top">
      <div class="step-head">
        <h2 id="step-title" tabindex="-1">${words.goals.parts[part]}</h2>
        <p class="soft">${seenSaid(part, page)}</p>
      </div>
      ${otherSteps(page)}
    </div>
    <div class="row plan-screens">${screens(part, page)}</div>
    ${stranded(page)}
    ${DRAWN[part](page)}
  </section>`;
}

const isShown = (part, { view }) => view.plan.on_screen && view.plan.part === part;

function seenSaid(part, page) {
  const { view, words } = page;
  const t = words.goals_desk.screens;
  if (isShown(part, page)) return t.shown;
  return view.plan.on_screen ? fill(t.other, { part: words.goals.parts[view.plan.part] }) : t.none;
}

function screens(part, page) {
  const { view, words, desk, plan } = page;
  const t = words.goals_desk.screens;
  const asked = view.plan.question?.open;
  const parts = words.goals_desk.rail;
  return html`
    ${!isShown(part, page) && !asked
      ? button({ desk, key: `show:${part}:`, text: t.show, act: () => plan.doing.show(part) })
      : nothing}
    ${isShown(part, page) && !asked
      ? button({ desk, key: 'hide_plan', text: t.hide, kind: 'plain', act: () => plan.doing.hide() })
      : nothing}
    <button type="button" class="button button-plain" @click=${() => plan.look(RATINGS)}>${parts.back}</button>
    <button type="button" class="button button-plain to-parts" @click=${() => goTo('parts-title')}>${parts.all}</button>`;
}
