// The next step: what the state is, the commands that fit it, the most likely one first. Nothing
// above a button changes its height while people rate or write reasons: it would move under the pointer.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { isPreview, progressOf } from '../lib/news.js';
import { domainOf } from '../lib/words.js';
import { decisionBox } from '../charts/decision.js';
import { byHandForm } from './byhand.js';
import { ladder } from './ladder.js';
import { button, phaseName } from './parts.js';
import { rounds } from './rounds.js';
import { rulingForm } from './decision.js';
import { discussionLength, timerPanel } from './timing.js';
import { readyLine, turnout, waiting } from './turnout.js';
import { givenReasons } from './reasons.js';

const KEYS = {
  open_round: 'o', close_round: 'c', start_discussion: 'd', end_discussion: 'd', rate_again: 'a', go_to_ruling: 'r',
};
const SLIPS = new Set(['cancel_round', 'reopen_ruling']);

function sees(view) {
  if (view.break) return 'break';
  if (view.phase === 'revealed' && !view.rounds.at(-1).ratings) return 'revealed_none';
  if (view.phase !== 'lobby') return view.phase;
  if (isPreview(view)) return 'preview';
  if (progressOf(view).begun) return 'overview';
  return view.code_shown && !view.joining_locked ? 'lobby' : 'lobby_no_code';
}

export function next(page) {
  const { view, framework, words, desk } = page;
  const t = words.trainer;
  const domain = domainOf(framework, view.domain);
  return html`<section class="panel next" aria-labelledby="next-title">
    <div class="next-head">
      <p class="eyebrow">${domain ? phaseName(page) : t.next.title}</p>
      <h2 id="next-title" tabindex="-1">${domain ? domain.name : phaseName(page)}</h2>
      <p class="soft">${t.next[sees(view)]}</p>
    </div>
    <div class="row steps">
      ${keyed(`${view.phase} ${view.domain} ${view.round?.id}`, steps(page))}
    </div>
    ${view.phase === 'open' ? turnout(page) : nothing} ${ladder(page)} ${view.phase === 'open' ? readyLine(page) : nothing}
    ${desk.may('start_discussion') ? discussionLength(page) : nothing}
    ${desk.may('set_timer') ? timerPanel(page) : nothing}
    ${view.phase === 'open' ? html`${byHandForm(page)} ${waiting(page)}` : nothing}
    ${view.ruling ? decisionBox(view.ruling, framework.levels, words) : nothing} ${noted(page)}
    ${rounds(page)} ${desk.may('record_ruling') ? rulingForm(page) : nothing} ${givenReasons(page)}
  </section>`;
}

function noted({ view, words }) {
  const note = view.domains.find(({ domain }) => domain === view.domain)?.ruling?.note;
  return note && view.ruling ? html`<p class="written">${words.trainer.ruling.noted}: ${note}</p>` : nothing;
}

// Built anew for each state, so that a press meant for one button never lands on the next one.
function steps({ words, desk, actions, boot, shortcuts }) {
  return html`${desk.steps.map((step, index) =>
    step.is === 'results'
      ? html`<a
          class="button"
          href="/lead/${boot.workshop}"
          target="_blank"
          aria-label="${actions.label(step)} ${words.trainer.new_tab}"
          >${actions.label(step)}</a
        >`
      : button({
          desk,
          key: step.is,
          text: actions.label(step),
          act: () => actions.take(step),
          kind: index === 0 ? 'primary' : SLIPS.has(step.is) ? 'danger' : 'quiet',
          keys: shortcuts.on ? KEYS[step.is] : undefined,
        }),
  )}`;
}
