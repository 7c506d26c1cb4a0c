// The links and the invitation, fetched only when asked for: they are secrets.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { copyText, SHOWN_FOR } from '../lib/copy.js';
import { dated, fill } from '../lib/words.js';
import { button, folding, goTo } from './parts.js';

const LINKS = ['join', 'area', 'trainer', 'lead', 'room'];
const WITHIN = 8000; // ms for the answer

/** Fetches the links, and again when another trainer may have replaced one. */
export class LinkBox extends EventTarget {
  #code;
  #copying = 0;

  constructor(workshop, code) {
    super();
    this.#code = code;
    this.address = `/trainer/${workshop}/links`;
    this.links = null;
    this.state = 'none'; // none, loading, shown, failed
    this.copied = null; // which of them was copied last, and whether that worked
    this.byHand = false; // is the way in shown, to be copied by hand?
  }

  async fetch() {
    this.#be(this.links ? 'shown' : 'loading');
    try {
      const answer = await fetch(this.address, {
        credentials: 'same-origin', cache: 'no-store',
        signal: AbortSignal.timeout?.(WITHIN), // not in Safari 15, which waits for as long as it takes
      });
      if (!answer.ok) throw new Error(answer.statusText);
      this.links = await answer.json();
      this.#be('shown');
    } catch {
      this.links = null;
      this.#be('failed');
    }
  }

  /** The workshop has this join code now: links on the screen that are older are no good. */
  follow(code) {
    if (code === this.#code) return;
    this.#code = code;
    if (this.links) this.fetch();
  }

  async copy(link) {
    await this.fetch();
    if (!this.links) return goTo('links-title');
    const field = document.getElementById(`link-${link}`);
    this.copied = { link, done: await copyText(this.links[link], field) };
    this.#be(this.state);
    this.dispatchEvent(new Event('copied'));
    this.#sayForAWhile();
  }

  /** Copy the way in itself, which is no secret and needs no asking for. */
  async copyJoin(address) {
    this.copied = { link: 'way_in', done: await copyText(address) };
    this.byHand = !this.copied.done;
    this.#be(this.state);
    this.dispatchEvent(new Event('copied'));
    const field = document.getElementById('way-in');
    field?.focus();
    field?.select();
    this.#sayForAWhile();
  }

  dismiss() {
    this.byHand = false;
    this.#be(this.state);
    document.getElementById('copy-way-in')?.focus();
  }

  #sayForAWhile() {
    clearTimeout(this.#copying);
    this.#copying = setTimeout(() => {
      this.copied = null;
      this.#be(this.state);
    }, SHOWN_FOR);
  }

  #be(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

export function links(page) {
  const { linkBox, words } = page;
  const t = words.trainer.links;
  return folding(
    'links',
    t.title,
    html`<p class="hint">${t.secret}</p>
      <p class="hint">${t.kept}</p>
      ${linkBox.state === 'failed' ? html`<p class="notice notice-warn">${t.failed}</p>` : nothing}
      ${linkBox.links
        ? html`${LINKS.filter((link) => linkBox.links[link]).map((link) => row(link, page))} ${invitation(page)}`
        : html`<button type="button" class="button button-quiet" @click=${() => linkBox.fetch()}>
            ${linkBox.state === 'loading' ? t.loading : t.load}
          </button>`}`,
  );
}

function row(link, page) {
  const { view, linkBox, words, desk, actions } = page;
  const t = words.trainer.links;
  const expires = link === 'join' && fill(t.expires, { date: dated(view.code_expires, 'day') });
  return html`<div class="field">
    <label for="link-${link}">${t[link]}</label>
    ${expires ? html`<p class="hint">${expires}</p>` : nothing}
    <div class="joined">
      <input class="input input-plain" id="link-${link}" readonly .value=${linkBox.links[link]} />
      ${copyButton(link, page)}
      ${desk.may('replace_link') && link !== 'area'
        ? button({
            desk,
            key: `replace:${link}`,
            text: t.replace,
            label: fill(t.about, { action: t.replace, what: t[link] }),
            kind: 'danger',
            act: async () => (await actions.replaceLink(link)) && linkBox.fetch(),
          })
        : nothing}
    </div>
  </div>`;
}

const wayIn = ({ boot, view }) => boot.join_address.replace(/join$/, `j/${view.code}`);

/** The address that joins, copied with one press beside the code. */
export function copyWayIn(page) {
  const { linkBox, words } = page;
  const t = words.trainer.links;
  const mine = linkBox.copied?.link === 'way_in' ? linkBox.copied : null;
  return html`<button type="button" class="button button-quiet" id="copy-way-in" @click=${() => linkBox.copyJoin(wayIn(page))}>
    ${mine?.done ? t.copied : t.copy_join}
  </button>`;
}

/** The same address to be copied by hand, where a press could not, until it is dismissed. */
export function wayInByHand(page) {
  const { linkBox, words } = page;
  if (!linkBox.byHand) return nothing;
  return html`<p class="joined">
    <input class="input input-plain" id="way-in" readonly aria-label=${words.trainer.links.copy_failed} .value=${wayIn(page)} />
    <button type="button" class="button button-quiet" @click=${() => linkBox.dismiss()}>${words.trainer.close_notice}</button>
  </p>`;
}

function copyButton(link, { linkBox, words }) {
  const t = words.trainer.links;
  const mine = linkBox.copied?.link === link ? linkBox.copied : null;
  const text = mine ? (mine.done ? t.copied : t.copy_failed) : t.copy;
  return html`<button type="button" class="button button-quiet" @click=${() => linkBox.copy(link)}
    aria-label=${fill(t.about, { action: text, what: t[link] })}>${text}</button>`;
}

function invitation(page) {
  const t = page.words.trainer.links;
  return html`<div class="field">
    <label for="link-invitation">${t.invitation}</label>
    <textarea id="link-invitation" readonly rows="8" .value=${page.linkBox.links.invitation}></textarea>
    ${copyButton('invitation', page)}
  </div>`;
}
