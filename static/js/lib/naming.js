// The room has named some of what is asked while this page was open: its words, anew.
import { nameplaces } from './instrument.js';

/** `{ instrument, use() }`: how often the room had named what is asked, and what puts those words where the page has
 * them, in `boot.framework` itself. Not before the screen goes that was drawn with the old ones. */
export async function learn({ workshop, framework, words }) {
  const answer = await fetch(`/w/${workshop}/instrument`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(answer.status);
  const news = await answer.json();
  const { instrument } = news;
  return {
    instrument,
    use() {
      Object.assign(framework, news);
      nameplaces(framework, words.common.answers);
      return instrument;
    },
  };
}
