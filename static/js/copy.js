// Buttons with data-copy="id of a field" copy what is in the field; they show once script runs.

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

async function copyFrom(button) {
  const field = document.getElementById(button.dataset.copy);
  const status = document.getElementById('status');
  const done = await copyText(field.value, field);
  const { copied, failed } = status.dataset;
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = status.textContent = done ? copied : failed;
  setTimeout(() => (button.textContent = label), SHOWN_FOR);
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => copyFrom(button));
}
