// Before the first domain: how to join, and how many have. From then on, between domains: the profile.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { progressOf } from '../lib/news.js';
import { codeText } from '../lib/code.js';
import { profile } from '../charts/profile.js';
import { isFramework } from '../charts/sheet.js';
import { counted } from '../lib/words.js';

export function lobby(at) {
  const { view } = at;
  const joinable = view.code && !view.joining_locked;
  return progressOf(view).begun ? overview(at, joinable) : welcome(at, joinable);
}

function overview({ boot, framework, view, words, room }, joinable) {
  const { done, all } = progressOf(view);
  return html`<div class="overview ${joinable && done < all ? '' : 'has-no-code'}">
    <div class="closing">
      <div class="closing-head">
        <h1>${done === all ? room.closing : room.so_far}</h1>
        <p class="closing-thanks">
          ${room[`${done === all ? 'all_done' : 'between'}${isFramework(framework) ? '' : '_rows'}`]} ${view.joining_locked ? room.locked : nothing}
        </p>
      </div>
      ${profile({ framework, progress: view.progress, words, ruling: room.ruling })}
    </div>
    ${joinable && done < all
      ? html`<div class="overview-join">
          <h2>${room.join_late}</h2>
          <img class="lobby-qr" src=${qrAddress(boot.workshop, view.code)} alt=${room.qr_alt} />
        </div>`
      : nothing}
  </div>`;
}

function welcome({ boot, view, room }, joinable) {
  return html`<div class="lobby ${joinable ? '' : 'has-no-code'}">
    <div class="lobby-words">
      <h1 class="lobby-heading">${joinable ? room.join_here : room.welcome}</h1>
      ${joinable ? wayIn(boot, view, room) : html`<p class="lobby-more">${room.welcome_more}</p>`}
      ${view.joining_locked
        ? html`<p class="lobby-locked"><strong>${room.locked}</strong> ${room.locked_more}</p>`
        : nothing}
      <p class="lobby-joined">${joined(view.people.joined, room)}</p>
    </div>
    ${joinable
      ? html`<div class="lobby-scan">
          <img class="lobby-qr" src=${qrAddress(boot.workshop, view.code)} alt=${room.qr_alt} />
          <p>${boot.only_here ? room.only_here : room.or_scan}</p>
        </div>`
      : nothing}
  </div>`;
}

// The address changes with the code, or the browser would go on showing the picture of the old one;
// a plain count, because the code itself has no business in an address.
const codes = [];

function qrAddress(workshop, code) {
  if (!codes.includes(code)) codes.push(code);
  return `/qr/${workshop}.svg?n=${codes.indexOf(code)}`;
}

function wayIn(boot, view, room) {
  return html`<p class="lobby-step">
      ${room.go_to} <strong class="lobby-address">${boot.short_join_address}</strong>
    </p>
    <p class="lobby-step">${room.enter_code}</p>
    <p class="lobby-code">${codeText(view.code)}</p>`;
}

function joined(n, room) {
  if (n === 0) return room.joined_none;
  return counted(room.joined, n);
}
