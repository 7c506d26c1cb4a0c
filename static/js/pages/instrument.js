// The maker: the fields of the chosen kind, and the preview, as people type.

const form = document.getElementById('maker');
const looks = document.getElementById('looks');
const PAUSE = 500; // ms without a key
let waiting = 0;
let asked = 0;

document.documentElement.classList.add('scripted');
form.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});
// Enter in a field would press the first button, whatever it does: without script, one that changes nothing.
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('input')) event.preventDefault();
});
form.addEventListener('change', ({ target }) => {
  if (!target.id.endsWith('-kind')) return;
  for (const part of target.closest('fieldset').querySelectorAll('[data-kind]')) {
    part.hidden = part.dataset.kind !== target.value;
  }
});

/** Show what it looks like now. Where the server can't be reached, the last preview stays. */
async function look() {
  const turn = ++asked;
  try {
    const answer = await fetch('/instruments/preview', { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const text = await answer.text();
    if (answer.ok && turn === asked) looks.innerHTML = text;
  } catch {
    // The next key tries again.
  }
}
