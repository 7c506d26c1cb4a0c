// What this step of the workshop needs, and nothing else: what the room sees, what the method suggests, the other
// commands, and then the bars, what people wrote, the decision.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { isPreview, progressOf } from '../lib/news.js';
import { domainOf } from '../lib/words.js';
import { decisionBox } from '../charts/decision.js';
import { isAhead, needsRound, ratedAhead } from './ahead.js';
import { byHandForm, byHandLeft } from './byhand.js';
import { rulingForm } from './decision.js';
import { lastTime } from './lasttime.js';
import { ladder } from './ladder.js';
import { questions } from './questions.js';
import { givenReasons } from './reasons.js';
import { rounds } from './rounds.js';
import { otherSteps } from './steps.js';
import { countdown } from './timing.js';
import { readyLine, waiting } from './turnout.js';

function sees(view) {
  if (view.break) return 'break';
  if (view.phase === 'revealed' && isAhead(view)) return 'revealed_ahead';
  if (view.phase === 'discussion' && isAhead(view)) return 'discussion_ahead';
  if (view.phase === 'revealed' && !view.rounds.at(-1).ratings) return 'revealed_none';
  if (view.phase !== 'lobby') return view.phase;
  if (isPreview(view)) return 'preview';
  if (progressOf(view).begun) return 'overview';
  return view.code_shown && !view.joining_locked ? 'lobby' : 'lobby_no_code';
}

export function step(page) {
  const { view, framework, words, desk } = page;
  const t = words.trainer;
  const domain = domainOf(framework, view.domain);
  const isOpen = view.phase === 'open';
  return html`<section class="panel step" aria-labelledby="step-title">
    <div class="step-top">
      <div class="step-head">
        <h2 id="step-title">${domain ? domain.name : t.next.title}</h2>
        <p class="soft">${t.next[sees(view)]}</p>
      </div>
      ${otherSteps(page)}
    </div>
    ${ladder(page)} ${ratedAhead(page)} ${view.ruling ? html`${decisionBox(view.ruling, framework.levels, words)} ${noted(page)} ${lastTime(page)}` : nothing}
    ${isOpen ? readyLine(page) : nothing}
    ${desk.may('record_ruling') ? byHandLeft(page) : nothing}
    ${isOpen ? html`${timed(page)} ${byHandForm(page)} ${waiting(page)}` : nothing}
    ${view.ruling ? behind(page) : html`${rounds(page, html`${questions(page)} ${timed(page)}`)} ${givenReasons(page)}`}
    ${desk.may('record_ruling') ? decide(page) : nothing}
  </section>`;
}

const decide = (page) => (isAhead(page.view) && !page.view.options.length ? needsRound(page) : rulingForm(page));

const timed = (page) => (page.desk.may('set_timer') ? countdown(page) : nothing);

// Once it is decided, the decision is what counts.
function behind(page) {
  return html`<details class="behind">
    <summary>${page.words.trainer.round.behind}</summary>
    ${rounds(page)} ${givenReasons(page)}
  </details>`;
}

function noted({ view, words }) {
  const note = view.domains.find(({ domain }) => domain === view.domain)?.ruling?.note;
  return note ? html`<p class="written">${words.trainer.ruling.noted}: ${note}</p>` : nothing;
}
