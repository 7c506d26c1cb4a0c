// What these pages add to lit-html: the page stays correct even if a translator or an extension rewrites
// it. They wrap text in elements of their own, join the words of a sentence, drop lit's markers and copy
// elements; lit-html would then write into removed nodes, or throw. So before it changes anything, the
// block around the change is laid out again as lit left it, with new text nodes: a translation that
// arrives late goes to nodes that are no longer on the page. What does not change stays translated.
//
// The names with a $ and the single letters are those of lit-html 3.3.3, which is pinned. Should
// another version name them otherwise, tests/browser/test_rewritten.py fails.
import { _$LH, nothing } from '../../vendor/lit-html/lit-html.js';

const { I: ChildPart, R: Instance, H: Attribute, N: BooleanAttribute, B: Property, U: Listener } = _$LH;
// Translators take what these hold for words of the sentence around them.
const INLINE = new Set(['a', 'abbr', 'b', 'code', 'em', 'i', 'small', 'span', 'strong', 'time']);

// A holder is an element that lit made, or a template instance for what is at the template's top.
const made = new WeakMap(); // holder -> {kids: its own nodes, source: what they were cloned from, home}
const partAt = new WeakMap(); // start marker -> the part that begins there
const homes = new WeakMap(); // part -> its holder; a part of a list is where the list is
const steadied = new Set(); // blocks laid out in this drawing: nothing else runs in the middle of it
let fresh = 0; // are nodes being filled that have not been on screen yet?

const holderOf = (part) => homes.get(part) ?? holderOf(part._$AM);
const elementOf = (holder) => (holder instanceof Instance ? elementOf(holderOf(holder._$AM)) : holder);
const homeOf = (element) => elementOf(made.get(element).home);

function note(holder, home, copy, source) {
  const kids = [...copy.childNodes];
  made.set(holder, { kids, source, home });
  for (const [index, kid] of kids.entries()) {
    if (kid.nodeType === Node.ELEMENT_NODE) note(kid, holder, kid, source.childNodes[index]);
  }
}

/** The child nodes that an element or instance should have, in order: all its text in new nodes, or
 * with `anew` false without what it says. */
function layOut(holder, anew = true) {
  const { kids, source } = made.get(holder);
  return kids.flatMap((kid, index) => {
    if (anew && source && kid.nodeType === Node.TEXT_NODE) return (kids[index] = renewed(kids, index, source));
    const part = partAt.get(kid);
    return part ? [kid, ...contentOf(part, anew)] : kid;
  });
}

function renewed(kids, index, source) {
  const text = document.createTextNode(source.childNodes[index].data);
  const before = partAt.get(kids[index - 1]);
  if (before?._$AB === kids[index]) before._$AB = text; // lit takes what comes next for a part's end
  return text;
}

function contentOf(part, anew) {
  const value = part._$AH;
  if (value instanceof Instance) return layOut(value, anew);
  if (Array.isArray(value)) return value.flatMap((one) => [one._$AA, ...contentOf(one, anew), one._$AB]);
  if (value?.nodeType) return [value];
  if (value === nothing || typeof value === 'object') return [];
  return anew ? [document.createTextNode(value)] : [];
}

/** Give an element the children it should have. Of what others have put there, elements of their own
 * kinds may stay, if they say nothing: a button in a field, say. */
function place(element, wanted) {
  const ours = new Set(wanted);
  let at = element.firstChild;
  const passOthers = () => {
    while (at && !ours.has(at)) {
      const other = at;
      at = other.nextSibling;
      if (other.nodeType === Node.COMMENT_NODE) continue;
      if (!other.localName?.includes('-') || other.textContent.trim()) other.remove();
    }
  };
  for (const node of wanted) {
    passOthers();
    if (at === node) at = node.nextSibling;
    else element.insertBefore(node, at);
  }
  passOthers();
}

function steady(element) {
  if (steadied.has(element)) return;
  steadied.add(element);
  const wanted = layOut(element);
  place(element, wanted);
  for (const kid of wanted) if (INLINE.has(kid.localName) && made.has(kid)) steady(kid);
}

/** See that an element is on the page, if need be from the outermost one that is missing. */
function attach(element) {
  while (!element.isConnected) {
    let out = element;
    while (!out.isConnected) {
      if (!made.get(out)?.home) return;
      out = homeOf(out);
    }
    if (steadied.has(out)) return;
    steady(out);
  }
}

/** Before a part changes what is on the page. */
function prepare(part) {
  if (fresh) return;
  let block = elementOf(holderOf(part));
  attach(block);
  while (INLINE.has(block.localName) && made.get(block).home) block = homeOf(block);
  steady(block);
}

/** Let `wrap` give another method in the place of one of lit's. */
function replace({ prototype }, name, wrap) {
  prototype[name] = wrap(prototype[name]);
}

replace(Instance, 'u', (clone) => function (options) {
  const copy = clone.call(this, options);
  note(this, this._$AM, copy, this._$AD.el.content);
  for (const part of this._$AV) {
    if (!(part instanceof ChildPart)) continue;
    const { parentNode } = part._$AA;
    partAt.set(part._$AA, part);
    homes.set(part, parentNode === copy ? this : parentNode);
  }
  this.unseen = true;
  return copy;
});

replace(Instance, 'p', (update) => function (values) {
  const { unseen } = this;
  this.unseen = false;
  fresh += unseen;
  try {
    update.call(this, values);
  } finally {
    fresh -= unseen;
  }
});

replace(ChildPart, '_$AI', (set) => function (value, parent) {
  if (this._$AM === undefined) {
    steadied.clear();
    if (!homes.has(this)) begin(this);
  } else if (!fresh && value?._$litDirective$ && Array.isArray(this._$AH)) {
    // A list that moves its parts about by itself: sound before, and left alone while it does.
    const element = elementOf(holderOf(this));
    if (!isWhole(this, element)) prepare(this);
    const wasSteadied = steadied.has(element);
    steadied.add(element);
    set.call(this, value, parent);
    if (!wasSteadied) steadied.delete(element); // what follows it there has to be looked at
    return;
  }
  set.call(this, value, parent);
});

/** Is all that should be around a list where it should be, but for what others have made of texts? */
function isWhole({ _$AB: end }, element) {
  const isThere = ({ parentNode }) => parentNode === element;
  const nodes = layOut(element, false).filter(({ nodeType }) => nodeType !== Node.TEXT_NODE);
  return nodes.every(isThere) && (end === null || isThere(end));
}

function begin(root) {
  const { parentNode } = root._$AA;
  made.set(parentNode, { kids: [...parentNode.childNodes], source: null, home: null });
  partAt.set(root._$AA, root);
  homes.set(root, parentNode);
}

// Text: always a new node.
replace(ChildPart, '_', () => function (value) {
  const text = document.createTextNode(value);
  this.T(text);
  this._$AH = value;
});

replace(ChildPart, 'T', (commit) => function (node) {
  if (node !== this._$AH) prepare(this);
  return commit.call(this, node);
});

replace(ChildPart, 'k', (commit) => function (values) {
  const all = [...values];
  if (this._$AH.length !== all.length) prepare(this);
  return commit.call(this, all);
});

replace(ChildPart, '_$AR', (clear) => function (from, index) {
  if (from === undefined) prepare(this);
  return clear.call(this, from, index);
});

for (const kind of [Attribute, BooleanAttribute, Property]) {
  replace(kind, 'j', (commit) => function (value) {
    if (!fresh) attach(this.element);
    return commit.call(this, value);
  });
}

// An element that was copied by others has no listeners: the first drawing afterwards puts ours back.
replace(Listener, '_$AI', (set) => function (value, parent) {
  if (!fresh) attach(this.element);
  return set.call(this, value, parent);
});

class Keyed {
  _$AT(part, parent) {
    this._$AM = parent;
  }

  _$AS(part, [key, value]) {
    if (key !== this.key) {
      prepare(part);
      part._$AH = {}; // like nothing that can be drawn
    }
    this.key = key;
    return value;
  }
}

/** What belongs to `key`: with another key it is made anew, never out of what was there. */
export const keyed = (...values) => ({ _$litDirective$: Keyed, values });
