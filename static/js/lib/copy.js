// Copying a text to the clipboard.

export const SHOWN_FOR = 2500; // ms for which a button says what it did

/** Copy a text; true if it worked. Plain http pages have no clipboard, so an old way is there too. */
export async function copyText(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text, field);
  }
}

// Without a field on the page there is one for the moment; the focus goes back to where it was.
function copySelected(text, field) {
  const at = document.activeElement;
  const own = field ?? Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
  if (!field) document.body.append(own);
  own.select();
  const done = document.execCommand('copy');
  if (!field) {
    own.remove();
    at?.focus();
  }
  return done;
}
