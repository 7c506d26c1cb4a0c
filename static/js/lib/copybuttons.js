// Buttons with data-copy="id of a field" copy what is in the field; they show once script runs.
import { copyText, SHOWN_FOR } from './copy.js';

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

/** Let the buttons within `root` copy that do not yet. */
export function copyButtons(root) {
  for (const button of root.querySelectorAll('[data-copy][hidden]')) {
    button.hidden = false;
    button.addEventListener('click', () => copyFrom(button));
  }
}
