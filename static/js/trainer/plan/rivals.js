// Two texts that two trainers have written in one field at once: both are shown to both, and one of them is chosen.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { domainOf, fill } from '../../lib/words.js';
import { button } from '../parts.js';
import { daySaid, listed } from './said.js';
import { saidIn } from './writing.js';

export function rivals(field, goal, page) {
  const { view, words, plan } = page;
  const t = words.goals_desk.rivals;
  const held = view.plan.rivals.filter((one) => one.goal === goal.id && one.field === field);
  const meanwhile = plan.writing.meanwhile(goal.id, field);
  if (!held.length) {
    return meanwhile === null ? nothing : html`<p class="notice notice-warn">${fill(t.meanwhile, { text: shown(field, meanwhile, page) })}</p>`;
  }
  return html`<div class="notice notice-warn rivals" role="group" aria-labelledby="rivals-${goal.id}-${field}">
    <p id="rivals-${goal.id}-${field}"><strong>${t.title}</strong></p>
    <p><span class="soft">${t.standing}</span> <span class="rival-text">${shown(field, saidIn(view.plan, goal.id, field), page)}</span></p>
    ${held.map((one) => choice(one, page))}
  </div>`;
}

function choice(rival, page) {
  const { words, desk, plan, view, boot } = page;
  const t = words.goals_desk.rivals;
  const text = shown(rival.field, rival.value, page);
  const act = (name, use) => button({
    desk, key: `choose:${rival.id}`, text: t[name], label: fill(t.about, { action: t[name], text }), act: () => plan.doing.choose(rival, use),
  });
  return html`<p><span class="soft">${rival.by === boot.trainer ? t.by_you : fill(t.by, { name: nameOf(rival.by, view, words) })}</span> <span class="rival-text">${text}</span></p>
    <div class="row">${act('use', true)} ${act('drop', false)}</div>`;
}

function nameOf(id, view, words) {
  const known = view.trainers.find((one) => one.id === id);
  if (!known) return words.goals_desk.rivals.somebody;
  return known.number === null ? known.name : fill(words.common.trainers.unnamed, { number: known.number });
}

// As people read it.
function shown(field, value, { framework, words }) {
  if (!value) return words.goals_desk.rivals.empty;
  if (field === 'due') return daySaid(value, words);
  return field === 'domains' ? listed(value.split(',').map((key) => domainOf(framework, key)?.short ?? key)) : value;
}
