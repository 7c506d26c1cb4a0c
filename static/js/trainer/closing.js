// What a trainer should hear before a round is closed; what there is to ask about comes with the view.
import { cellOf, columnOf, isSeveral } from '../lib/instrument.js';
import { counted, fill } from '../lib/words.js';
import { areDomains, kindOf } from './kinds/index.js';
import { rowName } from './topics.js';

/** What to ask about; `ok`, so that there is a question, where a server of the version before says nothing. */
export const doubtsAt = ({ doubts = ['ok'] }) => doubts;

/** The question that a close deserves as things are, as confirm.ask takes it; `ok` where by now there
 * is none, null where no round is open. `words` are words.trainer. */
export function closeQuestion(view, framework, words) {
  if (!view.turnout) return null;
  const found = doubtsAt(view);
  const doubts = found.length ? found : ['ok'];
  const ask = !areDomains(framework) || isSeveral(framework, view.domain) ? ofRows(view, framework, words.rows.closing) : ofOne(view, words.closing);
  return { title: ask.title(doubts[0]), text: doubts.map(ask.text).join(' '), yes: words.do.close_round };
}

const ofOne = ({ turnout }, words) => ({
  title: (doubt) => fill(words[doubt].title, turnout),
  text: (doubt) => fill(words[doubt].text, turnout),
});

// In a round of several an answer may stand alone in any row, which is named; and people may be halfway through.
function ofRows({ turnout, domain, round, alone_in: alone = [] }, framework, words) {
  const begun = turnout.started - turnout.rated;
  const rest = restOf(framework, round.cells);
  const said = (text, doubt) => {
    const cells = alone.find((one) => one.doubt === doubt)?.domains ?? [domain];
    const row = cellOf(framework, cells[0]) && rowName(framework, cells[0]);
    return fill(text.one ? counted(text, doubt === 'unfinished' ? begun : cells.length) : text, { ...turnout, row, begun, rest });
  };
  return {
    title: (doubt) => said(words[doubt].title, doubt),
    text: (doubt) => said(doubt === 'unfinished' && rest ? words[doubt].ticks : words[doubt].text, doubt),
  };
}

// What rows without an answer of somebody who has begun count as, where they are a list of ticks; else empty.
function restOf(framework, keys) {
  const all = keys.map((key) => kindOf(framework, key).rest?.(columnOf(framework, key)));
  return keys.length > 1 && all.every(Boolean) ? all[0] : '';
}

/** The question before the workshop is finished, as confirm.ask takes it: without ratings there is no profile, and what
 * is `unfinished` is listed. `words` are words.trainer.confirm. */
export function finishQuestion({ domains, plan }, unfinished, { finish }) {
  const isRated = domains.some(({ ruling }) => ruling);
  const text = plan?.review && !isRated ? finish.unrated : finish.text;
  return { ...finish, text: unfinished.length ? `${text} ${finish.unfinished}` : text, list: unfinished };
}
