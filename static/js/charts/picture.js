// A round's picture in words, and the measures behind it with what each one means.
// `picture` and `round` are as in the views; `words` is boot.words.common.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { counted, fill, language, roundText, span } from '../lib/words.js';

const index = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(language, { style: 'percent' });

/** The label and the numbers: ["Two views", "9 say Major challenge, 8 say Gold standard"]. */
export function sentence(picture, round, levels, words) {
  const { low, low_to, low_votes, high, high_to, high_votes, ratings, top } = picture.telling;
  const label = (rating) => levels[rating].label;
  const { name, text } = words.pictures[wordingOf(picture)];
  const said = fill(text, {
    ratings,
    low: span(label, low, low_to, words),
    high: span(label, high, high_to, words),
    low_votes,
    high_votes,
    low_say: counted(words.says, low_votes),
    high_say: counted(words.says, high_votes),
    both: low_votes + high_votes,
    top: levels[top]?.label,
    top_votes: round.counts[top],
  });
  return [name, said];
}

/** Are ratings close together around one, with as many on either side of it? */
const isAround = ({ label, telling: { low, high, top } }) => label === 'close' && low < top && top < high;

// A wide spread may still have a rating that most chose. At an end of it, the rest do not span the whole.
function wordingOf(picture) {
  const { low, high, top } = picture.telling;
  if (picture.label === 'spread' && picture.top_share > 0.5) return low < top && top < high ? 'spread_most' : 'spread_end';
  return isAround(picture) ? 'close_around' : picture.label;
}

export function pictureLine(picture, round, levels, words) {
  if (!picture) return nothing;
  const [name, said] = sentence(picture, round, levels, words);
  return html`<p class="picture"><strong>${name}:</strong> ${said}</p>`;
}

/** Each measure with its explanation one tap away; each is called by its round as well, so that no two share a name. */
export function measureList(round, words) {
  const { picture } = round;
  if (!picture) return nothing;
  return html`<div class="measures" role="group" aria-label=${words.measures.title}>
    ${measures(picture, words.measures).map(
      ({ name, value, explain }) => html`<details class="measure">
        <summary>${name} <strong>${value}</strong><span class="visually-hidden">,
          ${roundText(words, 'round_number', round)}</span></summary>
        <p>${explain}</p>
      </details>`,
    )}
  </div>`;
}

/** All measures and explanations behind one tap, where there is little room. */
export function measureFold(picture, words) {
  if (!picture) return nothing;
  return html`<details class="measure-fold">
    <summary>${words.measures.title}</summary>
    <dl>
      ${measures(picture, words.measures).map(
        ({ name, value, explain }) => html`<div>
          <dt>${name}: <strong>${value}</strong></dt>
          <dd class="hint">${explain}</dd>
        </div>`,
      )}
    </dl>
  </details>`;
}

/** Every measure of a picture: its name, its value in words, as a plain figure for a table where that is another,
 * and what it means. */
export function measures(picture, words) {
  const { lowest, highest, quartiles, top_share, consensus, agreement, firmness } = picture;
  const one = (name, value) => ({ name: words[name].name, value, explain: words[name].explain });
  const number = (name, n) => one(name, fill(words[name].value, { n }));
  const range = (name, low, high) =>
    one(name, fill(low === high ? words[name].one : words[name].value, { low, high }));
  return [
    range('range', lowest, highest),
    range('middle', ...quartiles),
    number('share', percent.format(top_share)),
    number('consensus', index.format(consensus)),
    number('agreement', index.format(agreement)),
    firm(firmness, words.firm),
  ];
}

function firm(n, { name, value, tied, explain }) {
  if (n === 0) return { name, value: tied, explain };
  return { name, value: counted(value, n), figure: n, explain };
}
