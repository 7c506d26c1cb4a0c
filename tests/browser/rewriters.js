// What translators and extensions do to a page, as far as it can be told from outside. Each says
// «text» where the page says text, does so again whenever the page changes, and keeps out of what is
// marked translate="no".
(() => {
  const SKIP = 'script, style, noscript, textarea, [translate=no]';
  const marked = (text) => `«${text}»`;
  const font = (text) => {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    outer.append(inner);
    inner.append(marked(text));
    return outer;
  };
  const mark = (text) => (text.data = marked(text.data));

  function toDo(root) {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      if (text.data.trim() && !/[«»]/.test(text.data) && !text.parentElement.closest(SKIP)) found.push(text);
    }
    return found;
  }
  const open = (element) => toDo(element).filter((text) => text.parentElement === element);

  const KINDS = {
    wraps: (text) => text.replaceWith(font(text.data)), // Chrome
    inPlace: mark, // word replacers
    splits(text) {
      text.splitText(Math.floor(text.length / 2));
      for (const half of [text.nextSibling, text]) half.replaceWith(font(half.data));
    },
    // All words of an element in one of its text nodes, the last; the others are gone.
    merges(text) {
      const texts = open(text.parentElement);
      const said = texts.map(({ data }) => data).join('');
      texts.pop().replaceWith(font(said));
      for (const other of texts) other.remove();
    },
    // Firefox: the children again, without comments; the text nodes are used again.
    drops({ parentElement: element }) {
      const kids = [...element.childNodes].filter((kid) => kid.nodeType !== Node.COMMENT_NODE);
      open(element).forEach(mark);
      element.replaceChildren(...kids);
    },
    // By innerHTML, or what comes to the same.
    copies({ parentElement: element }) {
      const copy = element.cloneNode(true);
      toDo(copy).forEach(mark);
      element.replaceChildren(...copy.childNodes);
    },
    // The same with all that stands around it.
    copiesMore(text) {
      const element = text.parentElement.closest('li, section, div, p') ?? text.parentElement;
      KINDS.copies({ parentElement: element.childElementCount < 6 ? element : text.parentElement });
    },
    whole({ parentElement: element }) {
      KINDS.copies({ parentElement: element.closest('main') ?? element });
    },
    // The element itself, or what it is an item of.
    clones(text) {
      const element = text.parentElement.closest('li, dd, dt') ?? text.parentElement;
      if (element.matches('main, body, #app')) return mark(text);
      const copy = element.cloneNode(true);
      toDo(copy).forEach(mark);
      element.replaceWith(copy);
    },
    wrapsAll({ parentElement: element }) {
      const box = document.createElement('font');
      open(element).forEach(mark);
      box.append(...element.childNodes);
      element.append(box);
    },
    wrapsOutside({ parentElement: element }) {
      open(element).forEach(mark);
      if (element.matches('p, strong, span, h1, h2, h3')) {
        const box = document.createElement('font');
        element.replaceWith(box);
        box.append(element);
      }
    },
  };

  /** Rewrite under `root` by one kind, or each text by another; `late` ms after it was read. */
  window.rewrite = (root, names, late = 0) => {
    const kinds = names.map((name) => KINDS[name]);
    let turn = 0;
    const todo = new Set();
    const apply = (texts) => {
      for (const text of texts) {
        const done = !text.parentElement || /[«»]/.test(text.data) || !text.data.trim();
        if (!done) kinds[turn++ % kinds.length](text);
      }
    };
    const run = () => {
      if (!late) return apply(toDo(root));
      const texts = toDo(root).filter((text) => !todo.has(text)).map((text) => [text, text.data]);
      texts.forEach(([text]) => todo.add(text));
      setTimeout(() => texts.forEach(([text, said]) => text.parentNode && text.replaceWith(font(said))), late);
    };
    run();
    new MutationObserver(run).observe(root, { childList: true, characterData: true, subtree: true });
  };
  window.unmarked = (text) => text.replace(/[«»\s]/g, '');
})();
