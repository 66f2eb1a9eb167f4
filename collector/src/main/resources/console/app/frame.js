// The frame: rail, search, live sign, notices, help.
import { html, nothing, render } from './lit/lit-html.js';
import { icon, logo } from './parts.js';
import { number, text } from './text.js';
import { live } from './live.js';

const PAGES = [['overview', '/', 'Overview'], ['alerts', '/alerts?state=OPEN', 'Alerts'], ['agents', '/agents', 'Agents']];

export const theme = {
  stored() { try { return localStorage.getItem('theme'); } catch { return null; } },
  apply(value = theme.stored()) {
    if (value === 'light' || value === 'dark') document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
  },
  toggle() {
    const dark = getComputedStyle(document.documentElement).colorScheme === 'dark'
      || (document.documentElement.dataset.theme ?? '') === '' && matchMedia('(prefers-color-scheme: dark)').matches;
    const value = dark ? 'light' : 'dark';
    try { localStorage.setItem('theme', value); } catch { /* a browser that keeps nothing forgets it */ }
    theme.apply(value);
  },
};

export function frame(app, page) {
  return html`
    <div class="frame">
      <aside class="rail">
        <a class="brand" href="/">${logo()}Fieldwarden</a>
        <nav aria-label="Pages">
          ${PAGES.map(([name, url, title]) => html`<a href=${url} aria-current=${app.page?.name === name ? 'page' : nothing}>${icon(name)}<span>${title}</span>${name === 'alerts' && app.undecided ? html`<span class="count chip tone-high" title="Open alerts">${number(app.undecided)}</span>` : nothing}</a>`)}
          <a class="only-phone" href="/account" aria-current=${app.page?.name === 'account' ? 'page' : nothing}>${icon('account')}<span>Account</span></a>
        </nav>
        <div class="foot">
          <div class="live ${live.connected ? '' : 'off'}" role="status">${icon(live.connected ? 'dot' : 'gap')}${live.connected ? 'Live' : 'Not live, trying again'}</div>
          <div class="who"><a href="/account" title="Your account">${text(app.account.name, 40)}</a>
            <button class="icon" title="Light or dark" aria-label="Light or dark" @click=${theme.toggle}>${icon('theme')}</button>
            <button class="icon" title="Sign out" aria-label="Sign out" @click=${app.signOut}>${icon('leave')}</button></div>
        </div>
      </aside>
      <main>
        ${app.account.changePassword && app.page?.name !== 'account' ? html`<div class="notice">You signed in with the first password. Please <a href="/account">choose one of your own</a> when you have a minute.</div>` : nothing}
        ${page}
        <div role="status" aria-live="polite">${app.notice ? html`<div class="notice toast">${app.notice.message} ${app.notice.undo ? html`<button class="bare" @click=${app.notice.undo}>Undo</button>` : nothing}</div>` : nothing}</div>
      </main>
    </div>`;
}

/** Page head: the answer in one sentence, and the search. */
export function head(app, answer, lead = nothing) {
  const search = (event) => {
    event.preventDefault();
    const params = new URLSearchParams(app.page?.name === 'alerts' ? location.search : '');
    const typed = event.target.elements.q.value.trim();
    typed ? params.set('q', typed) : params.delete('q');
    app.go('/alerts?' + params);
  };
  return html`<div class="top"><div><h1 class="answer">${answer}</h1>${lead === nothing ? nothing : html`<p class="lead">${lead}</p>`}</div>
    <form role="search" @submit=${search}><input id="search" name="q" type="search" maxlength="256" placeholder="Search alerts: name, address, type" aria-label="Search alerts" autocomplete="off" .value=${new URLSearchParams(location.search).get('q') ?? ''}><kbd>/</kbd></form></div>`;
}

const KEYS = [['j  k', 'Next, previous alert'], ['Enter', 'Open the alert'], ['a', 'Acknowledge'], ['c', 'Close with a reason (on an alert)'], ['n', 'Bring in new alerts'], ['Esc', 'Back to the list'], ['/', 'Search'], ['?', 'This help']];

export function help() {
  dialog((close) => html`<div class="inner"><h2>Keyboard</h2><table>${KEYS.map(([key, does]) => html`<tr><td>${key.split('  ').map((one) => html`<kbd>${one}</kbd> `)}</td><td>${does}</td></tr>`)}</table><div class="actions"><button class="primary" @click=${close} autofocus>Close</button></div></div>`);
}

/** Shows a dialog; `content(close)` is what is in it. */
export function dialog(content) {
  const element = document.createElement('dialog');
  document.body.append(element);
  const close = () => element.close();
  element.addEventListener('close', () => element.remove());
  render(content(close), element);
  element.showModal();
  return close;
}
