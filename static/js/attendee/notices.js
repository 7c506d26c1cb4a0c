// What a phone says above its screen: a break, a vote or a suggestion that was not taken, a round that was cancelled.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { breakFacts } from '../lib/timer.js';
import { fill } from '../lib/words.js';

/** `takesPart`: is this person in the workshop, and is that running? */
export const notices = (page, takesPart) => html`${takesPart ? breakNotice(page) : (page.plan?.unsent(page) ?? nothing)} ${refusal(page)}`;

// Of a vote that was not taken.
function refusal({ situation, words }) {
  const { refused, isRefusedEarlier } = situation;
  if (!refused) return nothing;
  return html`<div class="notice notice-warn">
    <p><strong>${words.attendee.refused[isRefusedEarlier ? 'earlier' : 'heading']}</strong></p>
    <p>${refused.sentence}</p>
  </div>`;
}

function breakNotice({ live, words }) {
  const facts = breakFacts(live);
  if (!facts) return nothing;
  return html`<p class="notice" role="timer">
    <strong>${facts.over ? words.common.break_over : fill(words.common.break_until, facts)}</strong>
  </p>`;
}

/** That the round just open was cancelled. */
export function cancelled({ cancelled: key, words, nameOf }) {
  if (!key) return nothing;
  const text = words.attendee.cancelled;
  return html`<div class="notice">
    <p><strong>${text.heading}</strong></p>
    <p>${fill(text.text, { domain: nameOf(key) })}</p>
  </div>`;
}
