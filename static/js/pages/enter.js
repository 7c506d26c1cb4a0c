// Hands the secret of a link to the server once. It sits in the fragment, which browsers send to no
// server and in no referrer; it leaves the address bar, and so the history, before anything else.

const message = document.getElementById('message');
const waysOn = document.getElementById('ways-on');
const again = document.getElementById('again');
const link = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

function post(token) {
  return fetch('/enter', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Cascade-Token': token },
    body: JSON.stringify({ link }),
  });
}

async function enter() {
  waysOn.hidden = true;
  try {
    let answer = await post(message.dataset.token);
    let said = await answer.json();
    if (said.error?.code === 'no-token') {
      // Another tab of a first visit has renamed the browser: its token of now will do.
      const { token } = await (await fetch('/hello', { cache: 'no-store' })).json();
      answer = await post(token);
      said = await answer.json();
    }
    if (said.ok) location.replace(said.to);
    else stop(said.error.sentence, answer.status >= 500);
  } catch {
    stop(message.dataset.unreachable, true);
  }
}

function stop(sentence, retry) {
  message.textContent = sentence;
  again.hidden = !retry;
  waysOn.hidden = false;
}

// A second link opened in this tab changes the fragment only.
addEventListener('hashchange', () => location.reload());
again.addEventListener('click', enter);
if (link) enter();
else stop(message.dataset.missing, false);
