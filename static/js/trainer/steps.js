// Which commands the next step offers, the most likely one first. Thinks; touches no page.
import { isPreview } from '../lib/changes.js';

/** Has every domain a ruling, "left unresolved" among them? */
export const settled = (progress) => progress.every(({ ruling }) => ruling !== null);

/** The domain to take next: in the framework's order, the first after `current` not yet rated. */
export function nextDomain(view) {
  const keys = view.progress.map(({ domain }) => domain);
  const from = view.domain ? keys.indexOf(view.domain) : -1;
  const order = [...view.progress.slice(from + 1), ...view.progress.slice(0, from + 1)];
  return (
    order.find(({ status }) => status === 'waiting')?.domain ??
    order.find(({ status, domain }) => status === 'rated' && domain !== view.domain)?.domain ??
    null
  );
}

const status = (view, key) => view.progress.find(({ domain }) => domain === key)?.status;
const isTooFew = ({ advice }) => advice.say === 'too-few';
const isTimeToRule = ({ advice }) => advice.rung === 'rule'; // the first button is what the ladder says

const BY_PHASE = {
  lobby: (view) =>
    isPreview(view)
      ? [{ is: 'open_round', domain: view.domain }, { is: 'show_overview' }]
      : [takeUp(view), settled(view.progress) && { is: 'finish' }],
  open: (view) => [{ is: 'close_round', round: view.round.id }, { is: 'cancel_round', round: view.round.id }],
  revealed: (view) =>
    rulingWhenDue(
      view,
      isTooFew(view) ? [again(view), { is: 'start_discussion' }] : [{ is: 'start_discussion' }, again(view)],
    ),
  discussion: (view) => [...rulingWhenDue(view, [again(view)]), { is: 'end_discussion' }],
  ruled: (view) => [
    takeUp(view),
    settled(view.progress) && { is: 'finish' },
    { is: 'show_overview' },
    { is: 'reopen_ruling', domain: view.domain },
  ],
  finished: () => [{ is: 'results', command: null }, { is: 'reopen_workshop' }],
};

/** Steps as {is, command, domain?, round?}: `is` names the wording, `command` what must be allowed. */
export function nextSteps(view) {
  return BY_PHASE[view.phase](view)
    .filter(Boolean)
    .map((step) => ({ command: step.is, ...step }))
    .filter(({ command }) => command === null || view.allowed.includes(command));
}

function rulingWhenDue(view, talk) {
  const ruling = { is: 'go_to_ruling', command: 'record_ruling' };
  return isTimeToRule(view) ? [ruling, ...talk] : [...talk, ruling];
}

function takeUp(view) {
  const key = nextDomain(view);
  if (key === null) return null;
  return status(view, key) === 'waiting'
    ? { is: 'open_round', domain: key }
    : { is: 'show_rated', command: 'show_domain', domain: key };
}

function again(view) {
  const number = (view.rounds.at(-1)?.number ?? 0) + 1;
  return { is: 'rate_again', command: 'open_round', domain: view.domain, number };
}
