// What is beside the steps: people, what to share, settings, one at a time. All three stay on the page, so that
// what is typed in them, and what is folded open, is there again.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';

const TABS = ['people', 'share', 'settings'];

export class Side {
  #keep;
  #first;
  #changed;

  /** `keep` holds the chosen tab; `first` is the one shown until a tab is chosen. */
  constructor({ keep, first, changed }) {
    this.#keep = keep;
    this.#first = first;
    this.#changed = changed;
  }

  get tab() {
    const kept = this.#keep.read();
    return TABS.includes(kept) ? kept : this.#first;
  }

  choose(tab) {
    this.#keep.write(tab);
    this.#changed();
  }

  /** Bring the part with this id into view: its tab, and what is folded around it. */
  show(id) {
    this.reveal(document.getElementById(id));
  }

  /** Bring a part into view: its tab, and what is folded around it. */
  reveal(part) {
    const panel = part?.closest('[role=tabpanel]');
    if (panel?.hidden) this.choose(panel.id.replace('side-', ''));
    for (let at = part?.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
  }
}

/** `parts` are the contents of the panels, by tab. */
export function sideColumn(page, parts) {
  const { side, words, view } = page;
  const t = words.trainer.side;
  return html`<section class="desk-side" aria-label=${t.title}>
    <div class="tabs" role="tablist" aria-label=${t.title} @keydown=${(event) => turn(event, side)}>
      ${TABS.map(
        (tab) => html`<button type="button" class="tab" role="tab" id="tab-${tab}" aria-controls="side-${tab}"
          aria-selected=${tab === side.tab ? 'true' : 'false'} tabindex=${tab === side.tab ? '0' : '-1'}
          @click=${() => side.choose(tab)}>
          ${t[tab]} ${tab === 'people' ? html`<span class="tab-count">${view.people.joined}</span>` : nothing}
        </button>`,
      )}
    </div>
    ${TABS.map(
      (tab) => html`<div class="side-panel" role="tabpanel" id="side-${tab}" aria-labelledby="tab-${tab}" ?hidden=${tab !== side.tab}>
        ${parts[tab]}
      </div>`,
    )}
  </section>`;
}

// As the ARIA Authoring Practices have it: the arrows go round, Home and End to the ends.
function turn(event, side) {
  const at = TABS.indexOf(side.tab);
  const last = TABS.length - 1;
  const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  side.choose(TABS[to]);
  document.getElementById(`tab-${TABS[to]}`).focus();
}
