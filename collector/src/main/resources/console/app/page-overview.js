import { html, svg, nothing } from './lit/lit-html.js';
import { api } from './api.js';
import { head } from './frame.js';
import { SEVERITIES, agentStatus, loading, party, severity, state, tone, trouble, word } from './parts.js';
import { age, clock, moment, number, plural, text, when } from './text.js';

const RELOAD_MS = 1500;

export function overviewPage(app) {
  let data = null;
  let problem = null;
  let reload;
  const page = {
    name: 'overview',
    title: 'Overview',
    async load() {
      try {
        data = await api.overview();
        problem = null;
        app.watch(data.sequence);
      } catch (failure) { problem = failure; }
      app.update();
    },
    changed() { clearTimeout(reload); reload = setTimeout(page.load, RELOAD_MS); },
    close() { clearTimeout(reload); clearInterval(steady); },
    view() {
      if (!data) return html`${head(app, 'Overview')}${problem ? trouble(problem, page.load) : html`<div class="card">${loading(6)}</div>`}`;
      return html`${head(app, answer(data), lead(data))}
        ${problem ? trouble(problem, page.load) : nothing}
        <div class="tiles">${SEVERITIES.map((name) => tile(name, data.undecided[name] ?? 0))}</div>
        <div class="split"><div class="stack">${chart(data.histogram)}${latest(data.latest)}</div>${agents(data.agents)}</div>`;
    },
  };
  const steady = setInterval(page.load, 60000);
  return page;
}

function answer(data) {
  const urgent = (data.undecided.CRITICAL ?? 0) + (data.undecided.HIGH ?? 0);
  const open = data.states.OPEN ?? 0;
  if (urgent > 0) return `${plural(urgent, 'serious alert needs', 'serious alerts need')} a decision.`;
  if (open > 0) return `Nothing serious is open; ${plural(open, 'lesser alert waits', 'lesser alerts wait')} for a look.`;
  const blind = data.agents.filter((agent) => agent.status === 'SILENT').length;
  if (blind > 0) return `Nothing is open, but ${plural(blind, 'agent is', 'agents are')} silent.`;
  return data.agents.length > 0 ? 'All is quiet: nothing is open and every agent is heard.' : 'Nothing is watched yet.';
}

function lead(data) {
  const first = data.latest.find((alert) => alert.state === 'OPEN' && ['CRITICAL', 'HIGH'].includes(alert.severity));
  if (first) return html`Latest: ${text(first.seen || first.title, 200)} <span class="small">${age(first.lastSeen)}</span>`;
  if (data.agents.length === 0) return html`Make a join token with <span class="mono">fieldwarden collector token create</span> and enrol an agent with it.`;
  return nothing;
}

const tile = (name, count) => html`<a class="tile ${tone(name)} ${count === 0 ? 'none' : ['CRITICAL', 'HIGH'].includes(name) ? 'calls' : ''}" href="/alerts?state=OPEN&severity=${name}">${severity(name)}<strong>${number(count)}</strong><span class="quiet small">open</span></a>`;

const WIDTH = 720, HEIGHT = 148, LEFT = 30, BOTTOM = 20, TOP = 8;

function chart({ buckets }) {
  const total = (bucket) => SEVERITIES.reduce((sum, name) => sum + (bucket.alerts[name] ?? 0), 0);
  const all = buckets.reduce((sum, bucket) => sum + total(bucket), 0);
  const most = nice(Math.max(4, ...buckets.map(total)));
  const step = (WIDTH - LEFT) / buckets.length;
  const scale = (HEIGHT - BOTTOM - TOP) / most;
  const bars = buckets.map((bucket, at) => {
    let y = HEIGHT - BOTTOM;
    const from = new Date(bucket.from);
    const said = `${clock(from).slice(0, 5)} to ${clock(new Date(from.getTime() + 3600000)).slice(0, 5)}: ${total(bucket) === 0 ? 'none' : SEVERITIES.filter((name) => bucket.alerts[name]).map((name) => `${bucket.alerts[name]} ${word(name).toLowerCase()}`).join(', ')}`;
    const parts = [...SEVERITIES].reverse().map((name) => {
      const height = (bucket.alerts[name] ?? 0) * scale;
      y -= height;
      return height > 0 ? svg`<rect class="bar ${tone(name)}" x=${LEFT + at * step + 2} y=${y} width=${step - 4} height=${Math.max(1, height - .7)}></rect>` : nothing;
    });
    const label = at % 4 === buckets.length % 4 ? svg`<text x=${LEFT + at * step + step / 2} y=${HEIGHT - 5} text-anchor="middle">${clock(from).slice(0, 5)}</text>` : nothing;
    return svg`<g class="hour"><title>${said}</title><rect class="hit" x=${LEFT + at * step} y=${TOP} width=${step} height=${HEIGHT - BOTTOM - TOP}></rect>${parts}${label}</g>`;
  });
  const present = SEVERITIES.filter((name) => buckets.some((bucket) => bucket.alerts[name]));
  return html`<section class="card"><header><h2>Last 24 hours</h2><span class="quiet small">${plural(all, 'alert')} first seen, by the hour</span><span class="aside legend">${present.map((name) => severity(name))}</span></header>
    <div class="body">${all === 0 ? html`<div class="empty"><strong>No alert was raised in the last 24 hours.</strong>Each hour's alerts will stand here by severity.</div>` : html`
      <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${plural(all, 'alert')} in the last 24 hours" preserveAspectRatio="none">
        ${[most / 2, most].map((value) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${HEIGHT - BOTTOM - value * scale} y2=${HEIGHT - BOTTOM - value * scale}></line><text x=${LEFT - 6} y=${HEIGHT - BOTTOM - value * scale + 4} text-anchor="end">${value}</text>`)}
        <line class="axis" x1=${LEFT} x2=${WIDTH} y1=${HEIGHT - BOTTOM} y2=${HEIGHT - BOTTOM}></line>${bars}</svg>`}</div></section>`;
}

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 10].map((by) => by * power).find((top) => top >= value && top % 2 === 0) ?? 10 * power;
}

function latest(rows) {
  return html`<section class="card"><header><h2>Latest alerts</h2><a class="aside small" href="/alerts">All alerts</a></header>
    ${rows.length === 0 ? html`<div class="empty"><strong>No alerts yet.</strong>What an agent finds unusual will appear here by itself, within seconds.</div>` : html`
    <ul class="lines">${rows.map((row) => html`<li><a href="/alerts/${row.id}">${severity(row.severity)}<span class="what">${text(row.title, 120)}</span><span class="quiet small" title=${moment(row.lastSeen)}>${row.state === 'OPEN' ? age(row.lastSeen) : state(row.state)}</span>
      <span class="why">${text(row.seen, 200)}</span></a></li>`)}</ul>`}</section>`;
}

function agents(list) {
  return html`<section class="card"><header><h2>Agents</h2><a class="aside small" href="/agents">Details</a></header>
    ${list.length === 0 ? html`<div class="empty"><strong>No agents yet.</strong>An agent appears here as soon as it has enrolled.</div>` : html`
    <ul class="lines">${list.map((agent) => html`<li class="agent-line"><span>${text(agent.name, 60)}<br><span class="quiet small">${agent.lastHeard ? html`heard ${age(agent.lastHeard)}` : 'not heard yet'}</span></span><span>${agentStatus(agent.status)}</span></li>`)}</ul>`}</section>`;
}
