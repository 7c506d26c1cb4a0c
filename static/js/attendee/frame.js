// What is around every screen of a phone: the head with its menu, what must be said first, the box for
// a reason.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { lastOf } from '../lib/news.js';
import { fill } from '../lib/words.js';
import { menu } from './menu.js';
import { above, drawn } from './screens.js';

/** `screen` is the name of the screen; pages/attendee.js says what is in the page. */
export function frame(page, screen) {
  const { view, live, words, situation } = page;
  const takesPart = !live.ended && situation.isHere && view.phase !== 'finished';
  return html`${live.freshness === 'stale' && !live.ended
      ? html`<section class="banner" aria-label=${words.status.connection}>
          ${words.status.stale}
        </section>`
      : nothing}
    <div class="page">
      <header class="masthead">
        <div class="eyebrow">${above(screen, page)}</div>
        ${takesPart ? menu(page) : nothing}
      </header>
      ${takesPart ? (page.later?.panel(page) ?? (page.panels.opened ? html`<p class="hint">${words.attendee.to_come}</p>` : nothing)) : nothing}
      <main id="main" tabindex="-1">
        ${page.later?.notices(page, takesPart) ?? nothing}
        ${keyed(
          `${screen} ${view.domain} ${view.round?.id} ${view.plan?.part}`,
          html`<div class="screen stack">${drawn(screen, page)}</div>`,
        )}
        ${page.isLacking ? html`<p class="notice">${words.attendee.lacking}</p>` : nothing}
        ${takesPart && page.later ? keyed(`${view.reasons_for} ${view.domain}`, page.later.reasonBox(page)) : nothing}
      </main>
    </div>`;
}

/** What the browser's tab is called. */
export function titleOf({ view, words, domain }, screen) {
  const { area, title, rehearsal } = view.workshop;
  const mark = rehearsal ? `${words.common.rehearsal.name} · ` : '';
  return fill(`${mark}${words.attendee.title[screen]} · ${title || area}`, { domain: domain?.short });
}

/** Keeps a person who is writing or reading where they are while the page changes around them, and shows a new
 * screen from its start. */
export class Place {
  #at = null; // what is on the screen, as far as one may be reading in the middle of it

  /** Before drawing `screen` of `view`: the answer, called after it, moves the page as it should be.
   * `box` is where something may be written, `isUnsent` says that something was; with `isBusy` the
   * page stays anyway. */
  hold({ screen, view, box, isUnsent, isBusy }) {
    const before = this.#at;
    this.#at = placeOf(screen, view);
    const otherwise = before === null || before === this.#at || isBusy ? () => {} : () => scrollTo(0, 0);
    return anchored(box, isUnsent, otherwise);
  }

  get at() {
    return this.#at;
  }
}

// Cards give way to bars, and bars to the next cards: no one should land in the middle of a new screen.
// Bars, discussion and decision share one place, so a reader there isn't moved.
function placeOf(screen, view) {
  const isCounted = ['revealed', 'discussion', 'ruled'].includes(screen);
  const { part, question } = view.plan ?? {};
  return isCounted ? `bars ${view.domain} ${lastOf(view).id}` : `${screen} ${view.round?.id ?? view.domain} ${part} ${question?.open}`;
}

// What is above the box changes with the phase; a person writing in it stays where they are, as
// long as it is there.
function anchored(box, isUnsent, otherwise) {
  const at = document.activeElement;
  if (!box?.contains(at) || !(isUnsent || at.type === 'textarea')) return otherwise;
  const { top } = box.getBoundingClientRect();
  return () => (box.isConnected ? scrollBy(0, box.getBoundingClientRect().top - top) : otherwise());
}
