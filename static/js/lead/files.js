// What can be taken away: reports and pictures first, and files for analysts at the end of the page.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { told } from '../lib/news.js';
import { changedPicture, slidePicture } from './picture.js';

const FIRST = 'report.pdf'; // what most will want
const PICTURE = 'profile.svg';
const OF_SLIDE = ['profile-slide.png', 'profile-slide.svg'];

/** The reports and pictures; what takes a moment says so while it is made. */
export function reports(page) {
  const { boot, live, words, files } = page;
  const t = words.lead;
  const link = (file) => made(file, t.reports.files[file], boot, files, t.reports);
  const isPictured = told(page.view).length > 0; // a review may have rated nothing
  const others = Object.keys(t.reports.files).filter((file) => !OF_SLIDE.includes(file) && (isPictured || file !== PICTURE));
  return html`<section class="panel reports" aria-labelledby="reports">
    <h2 id="reports">${t.reports.title}</h2>
    ${live.freshness === 'stale' ? html`<p class="hint">${t.downloads_stale}</p>` : nothing}
    <ul class="row">
      ${others.map((file) => html`<li>${link(file)}</li>`)}
      <li><button type="button" class="button button-quiet" @click=${() => window.print()}>${t.print}</button></li>
    </ul>
    ${files.problem ? html`<p class="notice notice-bad">${files.problem}</p>` : nothing}
    ${slidePicture(page, OF_SLIDE.map(link))}
    ${changedPicture(page, Object.entries(t.changed_files.pictures).map(([file, name]) => made(file, name, boot, files, t.reports)))}
  </section>`;
}

// Both texts stand in the link, one of them hidden, so that it keeps its size and nothing moves under a finger.
function made(file, name, boot, files, t) {
  const address = addressOf(boot, file);
  const making = t.making[file];
  if (!making) return html`<a class="button button-quiet" href=${address} download>${name}</a>`;
  const isBusy = files.making.has(file);
  return html`<a class="button ${file === FIRST ? '' : 'button-quiet'} made" href=${address} download
    aria-disabled=${isBusy ? 'true' : nothing}
    @click=${(event) => files.press(event, file)}
    ><span class=${isBusy ? 'is-hidden' : ''}>${name}</span
    ><span class=${isBusy ? '' : 'is-hidden'}>${making}</span></a>`;
}

const addressOf = ({ workshop }, file) => `/results/${workshop}/${file}`;

export function analysts({ boot, view, words: { lead: t } }) {
  const offered = { ...t.files, ...(view.changed ? t.changed_files.analysts : {}), ...(view.plan ? t.agreed_files : {}) };
  return html`<section class="panel analysts" aria-labelledby="analysts">
    <h2 id="analysts">${t.analysts}</h2>
    <p class="hint">${t.downloads_hint}</p>
    <ul class="row">
      ${Object.entries(offered).map(
        ([file, name]) => html`<li><a class="button button-quiet" href=${addressOf(boot, file)} download>${name}</a></li>`,
      )}
    </ul>
  </section>`;
}
