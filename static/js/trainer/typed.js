// What a trainer is typing, in whatever field of the console, outlives a reload of it, and the field itself: kept in
// this tab until it is sent or the workshop is closed. Knows fields by their ids; a form says by
// data-about what its fields are about, so that a note on one domain never turns up on another.
// What a part already keeps is not kept twice.
const FIELDS = 'input:not([type=radio], [type=checkbox], [type=hidden], [readonly], [data-synced]), textarea:not([readonly], [data-synced]), select:not([data-synced])';

export class Typed {
  #root;
  #keep;
  #reveal;
  #met = new Set(); // fields that have been given back what was typed, or had nothing to give back
  #own = false; // are we filling the field ourselves?

  /** `reveal` brings a field into view that has been given back what was typed in it. */
  constructor(root, keep, reveal) {
    this.#root = root;
    this.#keep = keep;
    this.#reveal = reveal;
    for (const event of ['input', 'change']) root.addEventListener(event, () => this.#own || this.note());
    addEventListener('pagehide', () => this.note());
  }

  /** Keep what is typed in the fields that are on the page; those that are not keep what they had. */
  note() {
    const typed = this.#kept();
    for (const field of this.#fields()) {
      const name = nameOf(field);
      if (!this.#met.has(name)) continue;
      if (field.value === resting(field)) delete typed[name];
      else typed[name] = field.value;
    }
    this.#write(typed);
  }

  /** Give back what was typed before a reload, or before its part left the page, once, to fields that have come onto it. */
  giveBack() {
    const typed = this.#kept();
    const fields = this.#fields();
    const here = new Set(fields.map(nameOf));
    for (const name of this.#met) if (!here.has(name)) this.#met.delete(name);
    for (const field of fields) {
      const name = nameOf(field);
      if (this.#met.has(name)) continue;
      this.#met.add(name);
      if (name in typed && field.value !== typed[name]) this.#fill(field, typed[name]);
    }
  }

  /** A form was sent: what it held `about` its matter is what was typed no more. */
  sent(form, about) {
    const typed = this.#kept();
    const names = Object.keys(typed).filter((name) => name.startsWith(`${form}-`) && name.endsWith(` ${about}`));
    for (const name of names) delete typed[name];
    this.#write(typed);
    this.note();
  }

  clear() {
    this.#met.clear();
    this.#keep.clear();
  }

  #write(typed) {
    if (Object.keys(typed).length) this.#keep.write(typed);
    else this.#keep.clear();
  }

  // As if it had just been typed, for listeners; what lies in a folded panel or behind a tab would go unseen.
  #fill(field, text) {
    field.value = text;
    this.#own = true;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    this.#own = false;
    this.#reveal(field);
  }

  #fields() {
    return [...this.#root.querySelectorAll(FIELDS)].filter(({ id }) => id);
  }

  #kept() {
    return this.#keep.read() ?? {};
  }
}

const nameOf = (field) => `${field.id} ${field.form?.dataset.about ?? ''}`;

function resting(field) {
  if (field.localName !== 'select') return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
}
