// The chart for a slide: shown as it will be, to download or to copy.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { agreedRating, methodUsed, statusSaid } from '../charts/decision.js';
import { placesOf } from '../lib/instrument.js';
import { told as rated } from '../lib/news.js';
import { domainOf } from '../lib/words.js';
import { headline } from './headline.js';

/** The profile then and now, where there is an earlier workshop; its table is in the part about what changed. */
export function changedPicture({ boot, view, words, changes }, links) {
  if (!view.changed) return nothing;
  const t = words.lead.changed_files;
  const source = `/results/${boot.workshop}/changed-slide.svg?${new URLSearchParams({ of: changes.stamps.of(view) })}`;
  return figure(html`<img src=${source} alt=${t.alt} width="1920" height="1080" loading="lazy">`, t.title, links, changes.picture, words);
}

/** The picture with its links; nothing before there is a decision to show. */
export function slidePicture(page, links) {
  const { boot, view, words, picture, stamps } = page;
  const t = words.lead.picture;
  if (!view.summary.levels.length && !view.summary.unresolved) return nothing;
  const source = `/results/${boot.workshop}/profile-slide.svg?${new URLSearchParams({ of: stamps.of(view) })}`;
  return figure(html`<img src=${source} alt=${told(page)} width="1920" height="1080">`, t.title, links, picture, words);
}

// With its files, and the button that copies it: `picture` is a Copying.
function figure(image, title, links, picture, { lead: { picture: t } }) {
  return html`<figure class="slide">
    ${image}
    <figcaption>
      <h3>${title}</h3>
      <ul class="slide-files">
        ${links.map((link) => html`<li>${link}</li>`)}
        <li>
          <button type="button" class="button button-quiet made" aria-disabled=${picture.state === 'busy' ? 'true' : nothing}
            @click=${() => picture.copy()}>${faces(t, picture.state)}${
              picture.about ? html`<span class="visually-hidden">: ${picture.about}</span>` : nothing
            }</button>
        </li>
      </ul>
      ${picture.problem ? html`<p class="notice notice-bad">${picture.problem}</p>` : nothing}
    </figcaption>
  </figure>`;
}

// All that the button may say stands in it, hidden but for one, so that it keeps its size.
function faces(t, state) {
  const shown = { busy: 'busy', copied: 'copied' }[state] ?? 'copy';
  return ['copy', 'busy', 'copied'].map((face) => html`<span class=${face === shown ? '' : 'is-hidden'}>${t[face]}</span>`);
}

// What the picture shows, for those who can't see it. The ratings of each round are in the tables further down.
function told({ view, framework, words }) {
  const lines = rated(view).map(({ domain: key, ruling, status }) => {
    const { short } = domainOf(framework, key);
    if (!ruling) return `${short}: ${statusSaid(status, placesOf(framework, key), words)}`;
    const said = [agreedRating(ruling, placesOf(framework, key), words), methodUsed(ruling, words)].filter(Boolean);
    return `${short}: ${said.join(', ')}`;
  });
  return `${[headline(view, framework, words.lead.headline), ...lines].join('. ')}.`;
}
