// Before, between and after domains: how to join, and how many have.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { codeText } from '../code.js';
import { fill } from '../words.js';

export function lobby({ boot, view, room }) {
  const joinable = view.code && !view.joining_locked;
  return html`<div class="lobby ${joinable ? '' : 'has-no-code'}">
    <div class="lobby-words">
      <h1 class="lobby-heading">${joinable ? room.join_here : heading(view, room)}</h1>
      ${joinable ? wayIn(boot, view, room) : html`<p class="lobby-more">${soon(view, room)}</p>`}
      ${view.joining_locked
        ? html`<p class="lobby-locked"><strong>${room.locked}</strong> ${room.locked_more}</p>`
        : nothing}
      <p class="lobby-joined">${joined(view.people.joined, room)}</p>
    </div>
    ${joinable
      ? html`<div class="lobby-scan">
          <img class="lobby-qr" src=${qrAddress(boot.workshop, view.code)} alt=${room.qr_alt} />
          <p>${room.or_scan}</p>
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

const begun = (view) => view.progress.some(({ status }) => status !== 'waiting');

function heading(view, room) {
  return begun(view) ? view.workshop.title || view.workshop.area : room.welcome;
}

const soon = (view, room) => (begun(view) ? room.between : room.welcome_more);

function joined(n, room) {
  if (n === 0) return room.joined_none;
  return n === 1 ? room.joined_one : fill(room.joined, { n });
}
