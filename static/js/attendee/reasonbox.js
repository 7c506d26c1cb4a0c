// Where a person may say why they rated as they did: once they have rated, and only if they like.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { counted } from '../lib/words.js';
import { asksCard } from './screens.js';

const SCARCE = [50, 20, 0]; // characters left that are worth saying aloud

/** The box for the round that reasons may be given for now, or nothing. */
export function reasonBox(page) {
  const { words } = page;
  const { reasons, at } = page.explaining;
  if (!mayExplain(at, page)) return nothing;
  const t = words.attendee.reason;
  const status = reasons.status(at);
  return html`<section class="panel reason" id="reason" aria-labelledby="reason-title">
    <h2 id="reason-title" tabindex="-1">${asksCard(page.framework, page.view.domain) ? t.title : words.attendee.rows.why}</h2>
    ${status === 'shown' ? shown(reasons.held(at), t) : form(at, status, page, t)}
  </section>`;
}

// Whichever device the person answered on.
function mayExplain(at, { outbox, explaining: { reasons } }) {
  if (at.round === null) return false;
  const own = outbox.own(at.round);
  const answer = at.about ? own?.answers?.[at.about] : own;
  return answer !== undefined || outbox.status(at.round) === 'hidden' || Boolean(reasons.held(at));
}

function shown({ text }, t) {
  return html`<blockquote class="reason-own">${text}</blockquote>
    <p><strong>${t.shown}</strong> ${t.shown_more}</p>`;
}

function form(at, status, { explaining, limits }, t) {
  const { reasons, problem } = explaining;
  const text = reasons.text(at);
  const held = reasons.held(at);
  const busy = status === 'sending' || status === 'late';
  const ready = text.trim() && left(text, limits.reason) >= 0 && (status === 'draft' || status === 'changed' || status === 'taken');
  return html`<p class="hint" id="reason-hint">${t.hint}</p>
    ${problem
      ? html`<p class="notice notice-bad" id="reason-error" tabindex="-1">${problem}</p>`
      : nothing}
    <form class="stack" novalidate @submit=${(event) => {
      event.preventDefault();
      if (ready) explaining.send();
    }}>
      <div class="field">
        <label for="reason-text">${t.label}</label>
        <textarea id="reason-text" rows="3"
          aria-describedby=${problem ? 'reason-error reason-hint' : 'reason-hint'}
          .value=${asIs(text)}
          @input=${(event) => explaining.write(event.target.value)}></textarea>
        <p class="hint reason-left" aria-hidden="true">${room(text, limits.reason, t)}</p>
      </div>
      <p class="reason-state is-${status}">${state(held?.hidden && status === 'draft' ? 'replacing' : status, t)}</p>
      <p class="row">
        <button class="button" type="submit" aria-disabled=${ready ? nothing : 'true'}>
          ${held && !held.hidden ? t.send_change : t.send}
        </button>
        ${held && !held.hidden && !busy
          ? html`<button class="button button-quiet" type="button" @click=${() => explaining.takeBack()}>
              ${t.take_back}
            </button>`
          : nothing}
      </p>
    </form>`;
}

// In characters as the server counts them. What is too long stays, and says so, instead of being cut.
const left = (text, limit) => limit - [...text].length;

function room(text, limit, t) {
  const rest = left(text, limit);
  return rest < 0 ? counted(t.over, -rest) : counted(t.left, rest);
}

function state(status, t) {
  const [said, more] = {
    none: ['', ''],
    draft: [t.draft, ''],
    replacing: [t.draft, t.hidden_more],
    sending: [t.sending, ''],
    late: [t.late, ''],
    sent: [t.sent, t.sent_more],
    changed: [t.changed, ''],
    taken: [t.taken, t.taken_more],
    withdrawn: [t.withdrawn, t.withdrawn_more],
    hidden: [t.hidden, t.hidden_more],
  }[status];
  return html`<strong>${said}</strong> ${more}`;
}

/** How many characters are left, if a screen reader should hear it after this change. */
export function leftToSay(before, after, limit) {
  const [was, is] = [left(before, limit), left(after, limit)];
  return SCARCE.some((mark) => was > mark && is <= mark) ? is : null;
}
