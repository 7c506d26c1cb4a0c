// What this step of the workshop needs, and nothing else: what the room sees, what the method suggests, the other
// commands, and then the bars, what people wrote, the decision.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { isPreview, progressOf } from '../lib/news.js';
import { isSeveral, placesOf } from '../lib/instrument.js';
import { fill } from '../lib/words.js';
import { decisionBox } from '../charts/decision.js';
import { areDomains } from './kinds/index.js';
import { isAhead, needsRound, ratedAhead } from './ahead.js';
import { byHandForm, byHandLeft } from './byhand.js';
import { rulingForm } from './decision.js';
import { guidance } from './guidance.js';
import { lastTime } from './lasttime.js';
import { agreedAtEnd } from './plan/closing.js';
import { ladder } from './ladder.js';
import { namingFirst } from './naming.js';
import { button } from './parts.js';
import { questions } from './questions.js';
import { givenReasons } from './reasons.js';
import { rounds } from './rounds.js';
import { rowTable } from './rowtable.js';
import { otherSteps } from './steps.js';
import { countdown } from './timing.js';
import { together } from './together.js';
import { homeOf, topicName, unnamed } from './topics.js';
import { readyLine, waiting } from './turnout.js';

const hasAnswers = ({ ratings, withheld, turnout }) => ratings || (withheld && turnout);

function sees(view) {
  if (view.break) return 'break';
  if (view.phase === 'revealed' && isAhead(view)) return 'revealed_ahead';
  if (view.phase === 'discussion' && isAhead(view)) return 'discussion_ahead';
  if (view.phase === 'revealed' && view.rounds.length && !hasAnswers(view.rounds.at(-1))) return 'revealed_none';
  if (view.phase === 'revealed' && view.rounds.at(-1)?.withheld) return 'revealed_withheld';
  if (view.phase !== 'lobby') return view.phase;
  if (isPreview(view)) return 'preview';
  if (progressOf(view).begun) return 'overview';
  return view.code_shown && !view.joining_locked ? 'lobby' : 'lobby_no_code';
}

/** What the room sees, in words: `words.trainer.rows.next` has those of instruments whose rows are looked at together. */
export function seen({ view, framework, words }) {
  const { next, rows } = words.trainer;
  if (unnamed(framework)) return rows.next.unnamed;
  const key = sees(view);
  const own = areDomains(framework) ? {} : rows.next;
  return (isSeveral(framework, view.domain) && own[`${key}_all`]) || own[key] || next[key];
}

export function step(page) {
  const { view, framework, words, desk } = page;
  const t = words.trainer;
  const isOpen = view.phase === 'open';
  return html`<section class="panel step" aria-labelledby="step-title">
    ${backToAll(page)}
    <div class="step-top">
      <div class="step-head">
        <h2 id="step-title">${topicName(framework, view.domain, t.rows, { inFull: true }) || t.next.title}</h2>
        <p class="soft">${seen(page)}</p>
      </div>
      ${otherSteps(page)}
    </div>
    ${ladder(page)} ${namingFirst(page)} ${ratedAhead(page)}
    ${isOpen ? readyLine(page) : nothing}
    ${desk.may('record_ruling') ? byHandLeft(page) : nothing}
    ${isOpen ? html`${timed(page)} ${byHandForm(page)} ${waiting(page)}` : nothing}
    ${isSeveral(framework, view.domain) ? ofAll(page) : ofOne(page)} ${agreedAtEnd(page)}
  </section>`;
}

// A row by itself, and the whole of an instrument of one.
function ofOne(page) {
  const { view, framework, words, desk } = page;
  return html`${view.ruling
      ? html`${decisionBox(view.ruling, placesOf(framework, view.domain), words)} ${noted(page)} ${guidance(view.domain, view.ruling, page)} ${lastTime(page)}`
      : nothing}
    ${view.ruling ? behind(page) : html`${rounds(page, html`${questions(page)} ${timed(page)}`)} ${givenReasons(page)}`}
    ${desk.may('record_ruling') && view.rounds.length ? decide(page) : nothing}`;
}

function ofAll(page) {
  const { view } = page;
  if (!view.cells.some(({ last, ruling }) => last || ruling)) return nothing;
  return html`${questions(page)} ${timedTalk(page)} ${together(page)} ${rowTable(page)} ${givenReasons(page)}`;
}

const timedTalk = (page) => (page.view.phase === 'discussion' ? timed(page) : nothing);

/** From a row that was taken up alone to all that it belongs to: always in the same place. */
function backToAll({ view, framework, words, desk, actions }) {
  const home = homeOf(framework, view.domain);
  if (!home || !desk.may('show_domain')) return nothing;
  const t = words.trainer.rows;
  return html`<p class="back-to-all">${button({
    desk, key: `show:${home}`, text: fill(t.back, { topic: topicName(framework, home, t) }), kind: 'plain', act: () => actions.showDomain(home),
  })}</p>`;
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
