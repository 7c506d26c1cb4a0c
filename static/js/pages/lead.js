// The lead's results page: follows the workshop while it runs and stays as its record.
import '../lib/drawing.js'; // before anything is drawn
import { html, render } from '../../vendor/lit-html/lit-html.js';
import { follow } from '../lib/follow.js';
import { wide } from '../lead/contents.js';
import { Copying } from '../lead/copying.js';
import { Making } from '../lead/making.js';
import { Held } from '../lead/plan/held.js';
import { results } from '../lead/results.js';
import { Stamps, changedStampOf } from '../lead/stamp.js';
import { nameplaces } from '../lib/instrument.js';
import { Live } from '../lib/live.js';
import { dated, fill, readBoot } from '../lib/words.js';

const boot = readBoot();
const { words, framework } = boot;
nameplaces(framework, words.common.answers);
const root = document.getElementById('main');
const live = new Live(boot);
const say = (sentence) => announcer.tell(sentence);
const { reports, changed_files: ofChange } = words.lead;
const named = { ...reports, files: { ...reports.files, ...ofChange.pictures } };
const files = new Making({ say, draw, words: named });
const copying = (file, about) =>
  new Copying({ address: `/results/${boot.workshop}/${file}`, about, say, draw, words: words.lead.picture });
const stamps = new Stamps(draw);
const picture = copying('profile-slide.png');
const changes = {
  stamps: new Stamps(draw, changedStampOf),
  picture: copying('changed-slide.png', words.changed.short_title),
};

const held = new Held();

function draw() {
  const view = held.of(live.state.view);
  render(live.ended ? ended() : results({ boot, framework, words, live, view, held, files, picture, stamps, changes }), root);
}

// At the foot of every sheet, so that one found alone says what it is of, and from when. Style
// sheets take it as a string.
function signPaper() {
  const { area, date: day, rehearsal } = live.state.view.workshop;
  const printed = fill(words.lead.printed, { time: dated(new Date(), 'moment') });
  const mark = rehearsal ? [words.common.rehearsal.name] : [];
  const said = [...mark, area, dated(day, 'day'), words.common.product, printed].join(' · ');
  document.documentElement.style.setProperty('--paper', JSON.stringify(said));
}

// What is folded away on the screen and belongs on paper.
let unfolded = [];

function unfold(open) {
  if (open) unfolded = [...root.querySelectorAll('details.is-on-paper:not([open])')];
  for (const fold of unfolded) fold.open = open;
}

function ended() {
  return html`<div class="panel">
    <h1>${words.lead.ended_title}</h1>
    <p>${live.ended.sentence}</p>
  </div>`;
}

const announcer = follow({ boot, live, connected: words.lead.connected, draw });
wide.addEventListener('change', draw);
addEventListener('beforeprint', signPaper);
addEventListener('beforeprint', () => unfold(true));
addEventListener('afterprint', () => unfold(false));
root.replaceChildren();
draw();
