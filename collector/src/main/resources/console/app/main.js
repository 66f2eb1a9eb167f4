// Starts the console: who is signed in, which page, what the keyboard does.
import { html, render } from './lit/lit-html.js';
import { api, onSignedOut } from './api.js';
import { live } from './live.js';
import { frame, help, theme } from './frame.js';
import { signInPage } from './page-sign-in.js';
import { overviewPage } from './page-overview.js';
import { alertsPage } from './page-alerts.js';
import { alertPage } from './page-alert.js';
import { agentsPage } from './page-agents.js';
import { accountPage } from './page-account.js';

const ROUTES = [
  [/^\/$/, overviewPage],
  [/^\/alerts$/, alertsPage],
  [/^\/alerts\/([0-9a-f]{32})$/, alertPage],
  [/^\/agents$/, agentsPage],
  [/^\/account$/, accountPage],
];
const root = document.getElementById('app');

/** What pages may use. */
const app = {
  account: null,
  page: null,
  undecided: null,
  notice: null,
  update() {
    if (queued) return;
    queued = true;
    requestAnimationFrame(paint);
  },
  go(url, { replace = false } = {}) {
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    open();
  },
  /** Sets the address without opening the page anew. */
  address(url) { history.replaceState(null, '', url); },
  tell(message, undo) {
    clearTimeout(app.notice?.timer);
    app.notice = { message, undo, timer: setTimeout(() => { app.notice = null; app.update(); }, 12000) };
    app.update();
  },
  async signedIn(session) {
    app.account = session.account;
    await open();
  },
  async signOut() {
    await api.signOut().catch(() => {});
    leave();
  },
  /** Pages call this with the sequence they were loaded at. */
  watch(sequence) { live.start(sequence, changed, () => app.update()); },
  async count() {
    try {
      const numbers = await api.alerts(new URLSearchParams({ state: 'OPEN', limit: '1', facets: 'true' }));
      app.undecided = numbers.facets.matching;
    } catch { app.undecided = null; }
    app.update();
  },
};
let queued = false;
let counting;

function paint() {
  queued = false;
  render(app.account ? frame(app, app.page?.view() ?? html``) : signInPage(app), root);
  if (!app.account && document.activeElement === document.body) root.querySelector('input[name=name]')?.focus();
}

async function open() {
  app.page?.close?.();
  const path = location.pathname.replace(/(.)\/$/, '$1');
  const found = ROUTES.map(([pattern, page]) => [path.match(pattern), page]).find(([match]) => match);
  app.page = found ? found[1](app, found[0][1]) : { name: '', title: 'Not found', view: () => html`<div class="empty"><strong>There is nothing at this address.</strong><a href="/">Go to the overview</a></div>` };
  document.title = `${app.page.title} · Fieldwarden`;
  window.scrollTo(0, 0);
  app.update();
  await app.page.load?.();
}

function changed(change) {
  app.page?.changed?.(change);
  clearTimeout(counting);
  counting = setTimeout(app.count, 400);
}

function leave() {
  live.stop();
  app.page?.close?.();
  app.account = null;
  app.page = null;
  document.title = 'Sign in · Fieldwarden';
  app.update();
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.hasAttribute('download') || link.target) return;
  event.preventDefault();
  app.go(link.getAttribute('href'));
});
document.addEventListener('keydown', (event) => {
  if (!app.account || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target instanceof Element && event.target.closest('input:not([type=checkbox]), textarea, select');
  if (typing) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (document.querySelector('dialog[open]')) return;
  if (event.key === '/') {
    event.preventDefault();
    document.querySelector('#search')?.focus();
  } else if (event.key === '?') {
    help();
  } else if (app.page?.key?.(event)) {
    event.preventDefault();
  }
});
window.addEventListener('popstate', open);
setInterval(() => app.update(), 15000); // ages grow
onSignedOut(leave);
theme.apply();

api.me().then((session) => (session.account ? Promise.all([app.signedIn(session), app.count()]) : leave()), leave);
