// Templates of all shapes, drawn again and again while somebody rewrites them. Gives the differences
// between what is shown and what a first drawing would show.
async ([base, kinds, late, seed, steps]) => {
  const { keyed } = await import(`${base}js/lib/drawing.js`);
  const { html, svg, nothing, render } = await import(`${base}vendor/lit-html/lit-html.js`);
  const { repeat } = await import(`${base}vendor/lit-html/directives/repeat.js`);

  let dice = seed;
  const random = (n) => (dice = (dice * 48271) % 2147483647) % n;
  const word = () => ['open', 'Saved', 'Not saved yet', 'over', ''][random(5)];
  const next = () => ({
    a: word(), b: word(), n: random(9), kind: random(3), on: random(2), key: random(2),
    rows: [...'abcdefg'].filter(() => random(3)).sort(() => random(3) - 1).map((id) => ({ id, said: word() })),
  });
  let pressed = null;
  const page = (s) => html`
    ${s.on ? html`<p class="banner">${s.a}</p>` : nothing}
    <p class="bar bar-${s.n}"><strong>${s.a}${s.n > 4 ? '.' : ''}</strong> ${s.b}</p>
    <p>There are ${s.n} people of ${s.b} here</p>
    <p>${s.on ? html`Time left <span class="clock">0:0${s.n}</span>` : s.b}</p>
    <h2>${s.n} ${s.b ? html`<em>(${s.b})</em>` : nothing}</h2>
    ${[html`<p>${s.a} it</p>`, html`<section><h3>${s.b}</h3>and ${s.a}</section>`, s.a][s.kind]}
    ${keyed(s.key, html`<div>${s.key} of <b>${s.n}</b><input .checked=${s.on} aria-label=${s.a}></div>`)}
    <p><button type="button" @click=${() => (pressed = s.n)}>Press <i>${s.a}</i></button> ${s.b}</p>
    <ul>${s.rows.map(({ id, said }) => html`<li>${id}: ${said}</li>`)}</ul>
    <ol>${repeat(s.rows, ({ id }) => id, ({ id, said }) => html`<li class=${id}>${id} said ${said} <b>${s.n}</b></li>`)}</ol>
    <dl>${s.rows.map(({ id, said }) => html`<dt>${id}</dt><dd><span>${said}</span> ${s.on ? id : nothing}</dd>`)}</dl>
    <svg viewBox="0 0 9 9">${svg`<g><text>${s.n}</text>${s.on ? svg`<text>${s.a}</text>` : nothing}</g>`}</svg>`;

  const host = document.createElement('main');
  document.body.replaceChildren(host);
  render(page(next()), host);
  rewrite(host, kinds, late);
  const wrong = [];
  for (let step = 0; step < steps; step += 1) {
    const state = next();
    if (step % 3 === 0) await new Promise((then) => setTimeout(then, late ? random(30) : 0));
    try {
      render(page(state), host);
    } catch (error) {
      return [`step ${step}: ${error.stack}`];
    }
    const fresh = document.createElement('main');
    render(page(state), fresh);
    const compare = (when) => {
      const [is, should] = [host, fresh].map(({ textContent }) => unmarked(textContent));
      if (is !== should) wrong.push(`step ${step}, ${when}: ${is} instead of ${should}`);
    };
    compare('drawn');
    await new Promise((then) => setTimeout(then, late ? 2 * late + 10 : 0));
    compare('rewritten');
    render(page(state), host); // the same again: what was copied gets its listeners back
    if (host.querySelectorAll('button').length !== 1) wrong.push(`step ${step}: two buttons`);
    host.querySelector('button').click();
    if (pressed !== state.n) wrong.push(`step ${step}: a dead button`);
    for (const [name, value] of [['.bar', `bar bar-${state.n}`]]) {
      const { className } = host.querySelector(name);
      if (className !== value) wrong.push(`step ${step}: ${className} instead of ${value}`);
    }
    await new Promise((then) => setTimeout(then));
    if (wrong.length > 5) break;
  }
  return wrong;
}
