// What stays around every stage: title, a small way in for latecomers, connection, clock, progress.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { isPreview, progressOf } from '../lib/news.js';
import { codeText } from '../lib/code.js';
import { dated, fill } from '../lib/words.js';
import { finished } from './finished.js';
import { lobby } from './lobby.js';
import { open, preview } from './open.js';
import { pause } from './pause.js';
import { planStage, showsPlan } from './plan/index.js';
import { result } from './result.js';
import { strip } from './strip.js';
import { topicOpen, topicPreview, topicResult } from './topic.js';

const STAGES = { pause, lobby, plan: planStage, preview, open, revealed: result, discussion: result, ruled: result, finished };
const OF_SEVERAL = { preview: topicPreview, open: topicOpen, revealed: topicResult, discussion: topicResult, ruled: topicResult };

export function frame({ boot, live, view, full, left }) {
  const { words, framework } = boot;
  const at = { boot, live, view, left, words, framework, room: words.room };
  return html`
    ${mark(live, words)}
    <header class="room-head">
      <p class="room-title">${title(view.workshop, words.common)}</p>
      ${view.code && !isWelcome(view) && !view.joining_locked ? wayIn(boot, view, words.room) : nothing}
      <p class="room-corner">
        <span class="room-dot ${live.freshness}" aria-hidden="true"></span>
        <span class="visually-hidden">${live.freshness === 'stale' ? words.status.stale : words.room.fresh}</span>
        <span class="room-clock">${dated(new Date(), 'time')}</span>
      </p>
    </header>
    <div class="room-stage">${stage(at)}</div>
    ${showsProfile(view) || isOfSeveral(view) ? nothing : html`<footer class="room-foot">${strip(at)}</footer>`} ${full.button(words.room)}
  `;
}

// A break comes before all else; and before its first round a domain may be looked at, while nothing is open.
const stageOf = (view) => (view.break ? 'pause' : isPreview(view) ? 'preview' : showsPlan(view) ? 'plan' : view.phase);

// A server of the release before sends no cells.
const isOfSeveral = (view) => view.cells?.length > 0 && !view.break;

function stage(at) {
  const stages = isOfSeveral(at.view) ? { ...STAGES, ...OF_SEVERAL } : STAGES;
  return stages[stageOf(at.view)](at);
}

// The whole stage is a way in.
const isWelcome = (view) => stageOf(view) === 'lobby' && !progressOf(view).begun;

// They tell all that the strip of progress does, or need its room.
const showsProfile = (view) => view.phase === 'finished' || stageOf(view) === 'plan' || (stageOf(view) === 'lobby' && progressOf(view).begun);

function title({ title, area, kind }, { kinds }) {
  return [title, area, kinds[kind]].filter(Boolean).join(' · ');
}

function wayIn(boot, view, room) {
  return html`<p class="room-way-in">
    ${fill(room.join_short, { address: boot.short_join_address })}
    <strong>${codeText(view.code)}</strong>
  </p>`;
}

// Calm, and impossible to miss: no one should take an old screen for the current one.
function mark(live, words) {
  if (live.ended) {
    return html`<p class="banner"><strong>${words.room.ended}.</strong> ${live.ended.sentence}</p>`;
  }
  return live.freshness === 'stale' ? html`<p class="banner">${words.status.stale}</p>` : nothing;
}
