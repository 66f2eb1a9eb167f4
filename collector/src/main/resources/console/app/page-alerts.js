import { html, nothing } from './lit/lit-html.js';
import { repeat } from './lit/directives/repeat.js';
import { api } from './api.js';
import { head } from './frame.js';
import { SEVERITIES, STATES, icon, loading, party, partyName, severity, state, trouble, word } from './parts.js';
import { age, moment, number, plain, plural, text } from './text.js';

const DIMENSIONS = [['state', 'State'], ['severity', 'Severity'], ['type', 'Type'], ['agent', 'Agent'], ['site', 'Site'], ['protocol', 'Protocol']];
const FIXED = { state: STATES, severity: SEVERITIES };
const SPANS = [['', 'Any time'], ['1', 'Last hour'], ['24', 'Last 24 hours'], ['168', 'Last 7 days'], ['720', 'Last 30 days']];
const KNOWN = [...DIMENSIONS.map(([name]) => name), 'q', 'address', 'hours', 'order'];

/** Where the list stood when an alert was opened from it, so that coming back loses nothing. */
let left = null;

export function alertsPage(app) {
  const params = new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => KNOWN.includes(name)));
  const view = { app, params, rows: null, next: '', facets: null, sequence: 0, at: -1, fresh: new Set(), problem: null, older: false, filters: false };
  const page = {
    name: 'alerts',
    title: 'Alerts',
    async load() {
      try {
        const found = await api.alerts(asked(params, { facets: 'true', limit: '50' }));
        Object.assign(view, { rows: found.rows, next: found.next, facets: found.facets, sequence: found.sequence, problem: null });
        view.fresh.clear();
        app.watch(found.sequence);
        restore(view);
      } catch (problem) { view.problem = problem; }
      app.update();
    },
    changed: (change) => changed(view, page, change),
    key: (event) => key(view, page, event),
    close() { left = { address: location.pathname + location.search, id: view.rows?.[view.at]?.id, scroll: window.scrollY }; },
    view: () => draw(view, page),
  };
  view.page = page;
  return page;
}

function asked(params, more) {
  const wanted = new URLSearchParams(params);
  const hours = Number(wanted.get('hours'));
  wanted.delete('hours');
  if (hours > 0) wanted.set('from', new Date(Date.now() - hours * 3600000).toISOString());
  for (const [name, value] of Object.entries(more)) wanted.set(name, value);
  return wanted;
}

function restore(view) {
  if (left?.address !== location.pathname + location.search) return;
  view.at = view.rows.findIndex((row) => row.id === left.id);
  const scroll = left.scroll;
  left = null;
  requestAnimationFrame(() => requestAnimationFrame(() => window.scrollTo(0, scroll)));
}

/** Rows on the page change in place; new ones announce themselves and wait to be asked in. */
function changed(view, page, change) {
  if (change === null) return page.load();
  if (!view.rows || change.sequence <= view.sequence) return;
  const shown = view.rows.find((row) => row.id === change.alert.id);
  if (shown) Object.assign(shown, change.alert, { state: change.state, stateBy: change.kind === 'STATE' ? change.by : shown.stateBy });
  else if (change.kind !== 'STATE' && matches(view.params, change)) view.fresh.add(change.alert.id);
  view.app.update();
}

function matches(params, change) {
  const row = { ...change.alert, state: change.state };
  if (!DIMENSIONS.every(([name]) => params.getAll(name).length === 0 || params.getAll(name).includes(row[name]))) return false;
  const address = params.get('address');
  if (address && ![row.originator?.address, row.responder?.address].includes(address)) return false;
  const words = (params.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const all = JSON.stringify(row).toLowerCase();
  return words.every((one) => all.includes(one));
}

function key(view, page, event) {
  const rows = view.rows ?? [];
  if (event.key === 'j' || event.key === 'k') {
    view.at = Math.max(0, Math.min(rows.length - 1, view.at + (event.key === 'j' ? 1 : -1)));
    view.app.update();
    requestAnimationFrame(() => document.querySelector('tr.at')?.scrollIntoView({ block: 'nearest' }));
  } else if (event.key === 'Enter' && rows[view.at] && !event.target.closest('a, button, summary, input')) {
    view.app.go('/alerts/' + rows[view.at].id);
  } else if (event.key === 'a' && rows[view.at]) {
    acknowledge(view, rows[view.at]);
  } else if (event.key === 'n' && view.fresh.size > 0) {
    page.load();
  } else {
    return false;
  }
  return true;
}

async function acknowledge(view, row) {
  if (row.state !== 'OPEN') return view.app.tell(`This alert is ${word(row.state).toLowerCase()} already.`);
  try {
    await api.setState(row.id, 'ACKNOWLEDGED');
    row.state = 'ACKNOWLEDGED';
    view.app.tell(html`Acknowledged: ${text(row.title, 80)}.`, async () => {
      await api.setState(row.id, 'OPEN');
      row.state = 'OPEN';
      view.app.tell('It is open again.');
    });
    view.app.count();
  } catch (problem) { view.app.tell(problem.message); }
}

function filter(view, change) {
  const params = new URLSearchParams(view.params);
  change(params);
  view.app.go('/alerts' + (params.size > 0 ? '?' + params : ''));
}

function toggle(view, name, value) {
  filter(view, (params) => {
    const values = params.getAll(name);
    params.delete(name);
    (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).forEach((one) => params.append(name, one));
  });
}

function draw(view, page) {
  const { rows, params, facets } = view;
  return html`${head(view.app, facets ? answer(facets, params) : 'Alerts')}
    ${view.problem ? trouble(view.problem, page.load) : nothing}
    <div class="bar">
      <button class="filter-button" aria-expanded=${view.filters} @click=${() => { view.filters = !view.filters; view.app.update(); }}>${icon('filter')}Filter</button>
      <select aria-label="Time range" @change=${(event) => filter(view, (wanted) => (event.target.value ? wanted.set('hours', event.target.value) : wanted.delete('hours')))}>
        ${SPANS.map(([value, said]) => html`<option value=${value} ?selected=${(params.get('hours') ?? '') === value}>${said}</option>`)}</select>
      <select aria-label="Order" @change=${(event) => filter(view, (wanted) => wanted.set('order', event.target.value))}>
        <option value="LAST_SEEN" ?selected=${params.get('order') !== 'FIRST_SEEN'}>Last seen first</option><option value="FIRST_SEEN" ?selected=${params.get('order') === 'FIRST_SEEN'}>First seen first</option></select>
      ${chosen(view)}
    </div>
    ${view.fresh.size > 0 ? html`<button class="pill" @click=${() => { window.scrollTo(0, 0); page.load(); }}>${plural(view.fresh.size, 'new alert')} · show</button>` : nothing}
    <div class="list">
      <aside class="facets ${view.filters ? 'shown' : ''}" aria-label="Filters">${facets ? DIMENSIONS.map(([name, title]) => facet(view, name, title)) : loading(8)}</aside>
      <div class="card">${rows ? (rows.length > 0 ? table(view) : empty(view)) : loading(12)}</div>
    </div>`;
}

function answer(facets, params) {
  const count = facets.matching;
  const filtered = [...params.keys()].some((name) => name !== 'order');
  const onlyOpen = params.getAll('state').join() === 'OPEN';
  const said = (facets.exact ? '' : 'At least ') + (count === 0 ? 'No alert' : plural(count, 'alert'));
  if (onlyOpen && [...params.keys()].every((name) => ['state', 'order'].includes(name))) return `${said} ${count === 1 || count === 0 ? 'needs' : 'need'} a decision.`;
  return `${said} ${filtered ? (count === 1 || count === 0 ? 'matches' : 'match') + ' the filter.' : 'in all.'}`;
}

function chosen(view) {
  const set = [...view.params].filter(([name]) => !['hours', 'order'].includes(name));
  const said = (name, value) => (name === 'q' ? `“${plain(value, 60)}”` : `${name}: ${FIXED[name] ? word(value) : plain(value, 60) || 'none'}`);
  return html`${set.map(([name, value]) => html`<button class="chosen" title="Remove this filter" @click=${() => filter(view, (params) => { const rest = params.getAll(name).filter((one) => one !== value); params.delete(name); rest.forEach((one) => params.append(name, one)); })}>${said(name, value)} <span aria-hidden="true">×</span><span class="visually-hidden">remove</span></button>`)}
    ${set.length > 1 ? html`<a class="small" href="/alerts">Clear all</a>` : nothing}`;
}

function facet(view, name, title) {
  const counts = new Map((view.facets.counts[name] ?? []).map((one) => [one.value, one.alerts]));
  const wanted = view.params.getAll(name);
  const values = FIXED[name] ?? [...new Set([...wanted, ...counts.keys()])].slice(0, 30);
  if (values.length === 0 || (!FIXED[name] && values.length === 1 && wanted.length === 0)) return nothing;
  const look = (value) => (name === 'severity' ? severity(value) : name === 'state' ? state(value) : html`<span title=${plain(value)}>${value ? text(value, 60) : 'none'}</span>`);
  return html`<details class="facet" open><summary>${title}</summary>${values.map((value) => html`<label><input type="checkbox" name=${name} value=${value} .checked=${wanted.includes(value)} @change=${() => toggle(view, name, value)}>${look(value)}<span class="number">${number(counts.get(value) ?? 0)}</span></label>`)}</details>`;
}

function table(view) {
  const open = (event, row) => { if (!event.target.closest('a')) view.app.go('/alerts/' + row.id); };
  return html`<table class="alerts"><colgroup><col class="c-sev"><col><col class="c-who"><col class="c-count"><col class="c-state"><col class="c-when"></colgroup>
    <thead><tr><th scope="col">Severity</th><th scope="col">What</th><th scope="col">Who</th><th scope="col" class="number">Count</th><th scope="col">State</th><th scope="col" class="number">Last seen</th></tr></thead>
    <tbody>${repeat(view.rows, (row) => row.id, (row, at) => html`<tr class="${at === view.at ? 'at' : ''} ${row.state === 'OPEN' ? '' : 'decided'}" data-id=${row.id} @click=${(event) => open(event, row)}>
      <td class="t-sev">${severity(row.severity)}</td>
      <td class="t-what"><a class="title" href="/alerts/${row.id}" title=${plain(row.seen)}>${text(row.title, 160)}</a></td>
      <td class="t-who" title=${plain(`${partyName(row.originator)} to ${partyName(row.responder)}`)}>${party(row.originator)}${row.originator && row.responder ? html`<span class="arrow" aria-label="to">→</span>` : nothing}${party(row.responder)}</td>
      <td class="t-count number">${number(row.count)}</td>
      <td class="t-state">${state(row.state)}</td>
      <td class="t-when number"><time datetime=${row.lastSeen} title="${plain(row.lastSeen, 40)} (UTC)">${moment(row.lastSeen)}</time> <span class="quiet small">${age(row.lastSeen)}</span></td></tr>`)}</tbody></table>
    ${view.next ? html`<div class="older"><button ?disabled=${view.older} @click=${() => loadOlder(view)}>${view.older ? 'Loading …' : 'Load older'}</button></div>` : nothing}`;
}

async function loadOlder(view) {
  view.older = true;
  view.app.update();
  try {
    const found = await api.alerts(asked(view.params, { cursor: view.next, limit: '100' }));
    const have = new Set(view.rows.map((row) => row.id));
    view.rows = [...view.rows, ...found.rows.filter((row) => !have.has(row.id))];
    view.next = found.next;
  } catch (problem) { view.app.tell(problem.message); }
  view.older = false;
  view.app.update();
}

function empty(view) {
  const filtered = [...view.params.keys()].some((name) => name !== 'order');
  return filtered
    ? html`<div class="empty"><strong>No alert matches these filters.</strong>New ones that match will announce themselves here. <a href="/alerts">Show all alerts</a></div>`
    : html`<div class="empty"><strong>No alerts yet.</strong>What an agent finds unusual appears here within seconds, once its baseline is learned.</div>`;
}
