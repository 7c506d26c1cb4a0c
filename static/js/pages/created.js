// The page of a new workshop's links. Buttons with data-copy="id of a field" copy what is in the field;
// they show once script runs.
import { copyText, SHOWN_FOR } from '../lib/copy.js';

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
