// The room has named some of what is asked while this page was open: its words, anew.
import { nameplaces } from './instrument.js';

/** Put them where the page has them: in `boot.framework` itself. */
export async function learn({ workshop, framework, words }) {
  const answer = await fetch(`/w/${workshop}/instrument`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(answer.status);
  Object.assign(framework, await answer.json());
  nameplaces(framework, words.common.answers);
}
