import { html, nothing } from './lit/lit-html.js';
import { api } from './api.js';
import { dialog, head } from './frame.js';
import { copyable, icon, loading, severity, state, stateIcon, trouble, word } from './parts.js';
import { glance, hexLines, packets } from './pcapng.js';
import { clock, number, plural, text, when } from './text.js';

const REASONS = ['Planned work', 'Expected change', 'False alarm', 'Found and fixed'];

export function alertPage(app, id) {
  const view = { app, id, data: null, problem: null, capture: null, packet: 0 };
  const page = {
    name: 'alerts',
    title: 'Alert',
    async load() {
      try {
        show(view, await api.alert(id));
        app.watch();
        if (view.data.packets > 0 && !view.capture) view.capture = packets(await api.evidence(id));
      } catch (problem) { view.problem = problem; }
      app.update();
    },
    changed(change) { if (change === null || change.alert.id === id) page.load(); },
    key: (event) => key(view, event),
    view: () => draw(view, page),
  };
  return page;
}

function show(view, data) {
  view.data = data;
  view.problem = null;
  view.app.update();
}

function key(view, event) {
  if (!view.data) return false;
  if (event.key === 'a' && view.data.state === 'OPEN') decide(view, 'ACKNOWLEDGED');
  else if (event.key === 'c' && view.data.state !== 'CLOSED') askReason(view);
  else if (event.key === 'Escape') history.length > 1 ? history.back() : view.app.go('/alerts');
  else return false;
  return true;
}

async function decide(view, wanted, reason = '') {
  const before = view.data.state;
  try {
    show(view, await api.setState(view.id, wanted, reason));
    view.app.tell(wanted === 'OPEN' ? 'The alert is open again.' : `The alert is ${word(wanted).toLowerCase()}.`, before === 'OPEN' ? () => decide(view, 'OPEN') : undefined);
    view.app.count();
  } catch (problem) { view.app.tell(problem.message); }
}

function askReason(view) {
  const close = dialog(() => html`<form method="dialog" @submit=${(event) => { event.preventDefault(); const reason = event.target.elements.reason.value.trim(); if (reason) { close(); decide(view, 'CLOSED', reason); } }}>
    <h2>Close this alert</h2>
    <p class="quiet">It leaves the list of open alerts. If the same is seen again it stays closed and its count grows. You can reopen it.</p>
    <label class="field">Reason<textarea name="reason" required maxlength="1000" autofocus></textarea></label>
    <div class="suggestions">${REASONS.map((reason) => html`<button type="button" @click=${(event) => { const box = event.target.form.elements.reason; box.value = reason; box.focus(); }}>${reason}</button>`)}</div>
    <div class="actions"><button type="button" @click=${() => close()}>Keep it open</button><button class="primary">Close alert</button></div></form>`);
}

function draw(view, page) {
  if (!view.data) return html`${head(view.app, 'Alert')}${view.problem ? trouble(view.problem, page.load) : html`<div class="card">${loading(10)}</div>`}`;
  const { alert } = view.data;
  return html`<div class="crumbs"><a href="/alerts?state=OPEN">Alerts</a> / <span class="mono">${alert.id.slice(0, 12)}</span></div>
    <div class="alert-head"><div class="marks">${severity(alert.severity)}${state(view.data.state)}<span class="quiet">${text(alert.type, 80)}</span><span class="quiet">confidence ${Math.round(alert.confidence * 100)} %</span></div>
      <h1 class="answer">${text(alert.seen.summary || alert.title, 400)}</h1>
      <p class="quiet">${text(alert.title, 200)} · ${alert.count === 1 ? html`seen once, ${when(alert.firstSeen)}` : html`seen ${number(alert.count)} times since ${when(alert.firstSeen, false)}, last ${when(alert.lastSeen)}`}</p></div>
    ${view.problem ? trouble(view.problem, page.load) : nothing}
    <div class="alert-body"><div class="stack">${difference(alert)}${words(alert)}${operation(alert)}${evidence(view)}${past(view.data)}</div>
      <div class="stack alert-side">${actions(view)}${parties(alert)}${facts(alert, view.data)}</div></div>`;
}

function difference(alert) {
  const { expected, seen } = alert;
  const known = new Set(expected.values ?? []);
  return html`<section class="card diff" aria-label="Expected beside seen">
    <div class="expected"><h3>${icon('same')}Expected</h3><p>${text(expected.summary)}</p>
      ${expected.values?.length ? html`<ul>${expected.values.map((value) => html`<li>${text(value)}</li>`)}</ul>` : nothing}
      <p class="source">${expected.samples > 0 ? html`Learned from ${plural(expected.samples, 'observation')}${expected.since ? html` since ${when(expected.since, false)}` : nothing}` : 'A fixed rule; nothing had to be learned'}</p></div>
    <div class="seen"><h3>${icon('differs')}Seen</h3><p>${text(seen.summary)}</p>
      ${seen.values?.length ? html`<ul>${seen.values.map((value) => html`<li class=${known.has(value) ? '' : 'differs'}>${text(value)}</li>`)}</ul>` : nothing}
      <p class="source">${alert.count === 1 ? 'Once' : plural(alert.count, 'time')}, last ${when(alert.lastSeen, false)}</p></div></section>`;
}

const words = (alert) => html`
  <section class="card"><header><h2>What it means</h2></header><div class="body">${text(alert.meaning)}</div></section>
  ${alert.advice?.length ? html`<section class="card"><header><h2>What to do, beside a running plant</h2></header><div class="body"><ol class="steps">${alert.advice.map((step) => html`<li>${text(step)}</li>`)}</ol></div></section>` : nothing}`;

function operation(alert) {
  const done = alert.operation;
  if (!done) return nothing;
  return html`<section class="card"><header><h2>Decoded operation</h2><span class="quiet small">${text(alert.protocol, 40)}</span></header><div class="body"><dl class="facts">
    <dt>Operation</dt><dd><span class="mono">${text(done.name)}</span> <span class="chip">${text(done.access, 40)}</span></dd>
    <dt>Target</dt><dd class="mono">${text(done.target)}</dd><dt>Outcome</dt><dd>${text(done.outcome)}</dd>
    ${(done.details ?? []).map((detail) => html`<dt>${text(detail.name, 120)}</dt><dd class="mono">${text(detail.value)}</dd>`)}</dl></div></section>`;
}

function evidence(view) {
  const { data, capture } = view;
  const download = html`<a class="button aside" href=${api.evidenceUrl(view.id)} download>${icon('down')}Download pcapng</a>`;
  if (data.packets === 0) return html`<section class="card"><header><h2>Evidence</h2></header><div class="body quiet">No packets were kept with this alert.</div></section>`;
  const at = capture?.[view.packet];
  const pick = (index) => { view.packet = index; view.app.update(); };
  return html`<section class="card"><header><h2>Evidence</h2><span class="quiet small">${plural(data.packets, 'packet')}</span>${download}</header>
    ${capture ? html`<div class="scroll"><table class="packets"><thead><tr><th>Time</th><th>Packet</th><th class="number">Bytes</th></tr></thead><tbody>
      ${capture.map((packet, index) => html`<tr class=${index === view.packet ? 'at' : ''} tabindex="0" @click=${() => pick(index)} @keydown=${(event) => { if (event.key === 'Enter') pick(index); }}><td>${clock(new Date(packet.seconds * 1000))}.${String(Math.floor((packet.seconds % 1) * 1e6)).padStart(6, '0')}</td><td class="guess">${glance(packet.bytes)}</td><td class="number">${number(packet.length)}</td></tr>`)}</tbody></table></div>
      ${at ? html`<pre class="hex" tabindex="0" aria-label="Bytes of the packet">${hexLines(at.bytes).map((line) => html`<span class="offset">${line.offset}</span>  ${line.hex} <span class="ascii">${line.ascii}</span>\n`)}</pre>` : html`<div class="body quiet">The file holds no packet this page can read; download it to look closer.</div>`}` : loading(3)}</section>`;
}

function past(data) {
  const said = (event) => {
    if (event.kind === 'RAISED') return html`Raised by ${text(event.by, 80)}`;
    if (event.kind === 'UPDATED') return html`Seen again, told by ${text(event.by, 80)}`;
    return html`${event.state === 'OPEN' ? 'Reopened' : word(event.state)} by ${text(event.by, 80)}${event.reason ? html`: ${text(event.reason)}` : nothing}`;
  };
  return html`<section class="card"><header><h2>History</h2></header><div class="body"><ul class="history">${data.history.map((event) => html`<li>${stateIcon(event.state)}<span>${said(event)}<br><span class="quiet small">${when(event.at)}</span></span></li>`)}</ul></div></section>`;
}

function actions(view) {
  const { data } = view;
  const open = data.state === 'OPEN';
  return html`<section class="card actions-card" aria-label="Decision">
    ${open ? html`<button class="primary" @click=${() => decide(view, 'ACKNOWLEDGED')}>Acknowledge <kbd>a</kbd></button><p class="quiet small">Says that you are looking into it. Nothing in the plant changes.</p>` : html`<div>${state(data.state)} <span class="quiet">by ${text(data.stateBy, 80)}</span><br><span class="quiet small">${when(data.stateAt)}</span>${data.stateReason ? html`<p>${text(data.stateReason)}</p>` : nothing}</div>`}
    ${data.state === 'CLOSED' ? nothing : html`<button @click=${() => askReason(view)}>Close with a reason <kbd>c</kbd></button>`}
    ${open ? nothing : html`<button @click=${() => decide(view, 'OPEN')}>Reopen</button>`}</section>`;
}

function parties(alert) {
  const one = (role, party) => (party ? html`<div class="party"><span class="role">${role}</span><span class="name">${party.name ? text(party.name, 200) : 'Unnamed device'}</span>${copyable(party.address)}${party.port ? html`<span class="quiet small">port ${party.port}</span>` : nothing}${party.mac ? copyable(party.mac) : nothing}<a class="small" href="/alerts?${new URLSearchParams({ address: party.address })}">All alerts of this address</a></div>` : nothing);
  if (!alert.originator && !alert.responder) return nothing;
  return html`<section class="card"><header><h2>Who</h2></header><div class="body">${one('Opened the conversation', alert.originator)}${one('Answered', alert.responder)}</div></section>`;
}

const facts = (alert, data) => html`
  ${alert.techniques?.length ? html`<section class="card"><header><h2>Technique</h2><span class="quiet small">MITRE ATT&CK for ICS</span></header><div class="body"><ul class="techniques">${alert.techniques.map((one) => html`<li><span class="mono">${text(one.id, 20)}</span> ${text(one.name, 120)}</li>`)}</ul></div></section>` : nothing}
  <section class="card"><header><h2>Facts</h2></header><div class="body"><dl class="facts">
    <dt>First seen</dt><dd>${when(alert.firstSeen)}</dd><dt>Last seen</dt><dd>${when(alert.lastSeen)}</dd><dt>Received</dt><dd>${when(data.receivedAt, false)}</dd>
    <dt>Count</dt><dd>${number(alert.count)}</dd><dt>Agent</dt><dd>${text(alert.agent, 120)}</dd><dt>Site</dt><dd>${text(alert.site, 120)}</dd>
    ${alert.protocol ? html`<dt>Protocol</dt><dd>${text(alert.protocol, 40)}</dd>` : nothing}<dt>Id</dt><dd>${copyable(alert.id)}</dd></dl></div></section>`;
