// Files that the server takes a moment to make: one at a time of each, said while it lasts, and what went wrong.
import { fill } from '../lib/words.js';

const LONGEST = 60_000; // ms to wait for a file
const READ_BY = 60_000; // ms after which a browser has read one: some do so only later

export class Making {
  making = new Set(); // names of the files that are being made
  problem = ''; // why the last one could not be made, in a sentence

  #say;
  #draw;
  #words;
  #save;

  /** `say` tells screen readers, `draw` the eyes; `words` is the lead's `reports`; `save` is what becomes of a file. */
  constructor({ say, draw, words, save = download }) {
    this.#say = say;
    this.#draw = draw;
    this.#words = words;
    this.#save = save;
  }

  /** A press on the link of a file. Opened in another tab it is the browser's own affair. */
  press(event, file) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined;
    event.preventDefault();
    return this.#make(event.currentTarget.href, file);
  }

  async #make(address, file) {
    if (this.making.has(file)) return; // a double click makes one file
    const named = { name: this.#words.files[file] };
    this.making.add(file);
    this.problem = '';
    this.#say(this.#words.making[file]);
    this.#draw();
    try {
      this.#save(...(await fetched(address)));
      this.#say(fill(this.#words.made, named));
    } catch (problem) {
      this.problem = whyNot(problem, fill(this.#words.not_made, named));
      this.#say(this.problem);
    }
    this.making.delete(file);
    this.#draw();
  }
}

// The server's own word on why there is no file.
class Refused extends Error {}

/** A file from its address: what is in it, and its name. It throws if there is none. */
export async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout?.(LONGEST) });
  const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition'))?.[1];
  if (answer.ok && name) return [await answer.blob(), name];
  // Without its name it is no file, but a refusal, or another page, for example the network’s own.
  const { error } = await answer.json();
  throw new Refused(error.sentence);
}

/** What to say of what `fetched` threw; `otherwise` if the server did not say. */
export const whyNot = (problem, otherwise) => (problem instanceof Refused && problem.message) || otherwise;

function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_BY);
}
