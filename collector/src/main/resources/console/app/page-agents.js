import { html, nothing } from './lit/lit-html.js';
import { api } from './api.js';
import { head } from './frame.js';
import { agentStatus, icon, loading, trouble } from './parts.js';
import { age, bytes, moment, number, plural, text, when } from './text.js';

const RELOAD_MS = 15000;
const EXPIRES_SOON_DAYS = 14;

export function agentsPage(app) {
  let agents = null;
  let problem = null;
  const page = {
    name: 'agents',
    title: 'Agents',
    async load() {
      try {
        agents = (await api.agents()).agents;
        problem = null;
        app.watch();
      } catch (failure) { problem = failure; }
      app.update();
    },
    close() { clearInterval(steady); },
    view: () => html`${head(app, agents ? answer(agents) : 'Agents')}
      ${problem ? trouble(problem, page.load) : nothing}
      ${agents ? list(agents) : html`<div class="card">${loading(6)}</div>`}`,
  };
  const steady = setInterval(page.load, RELOAD_MS);
  return page;
}

function answer(agents) {
  const by = (status) => agents.filter((agent) => agent.status === status).length;
  if (agents.length === 0) return 'No agent has enrolled yet.';
  const wrong = [[by('SILENT'), 'silent'], [by('TROUBLED'), 'in trouble'], [by('NEVER_HEARD'), 'not heard yet']].filter(([count]) => count > 0);
  if (wrong.length === 0) return agents.length === 1 ? 'The agent is heard and well.' : `All ${agents.length} agents are heard and well.`;
  return `${wrong.map(([count, what], at) => `${at === 0 ? plural(count, 'agent is', 'agents are') : number(count)} ${what}`).join(', ')}; ${number(by('HEARD'))} of ${number(agents.length)} ${by('HEARD') === 1 ? 'is' : 'are'} well.`;
}

function list(agents) {
  if (agents.length === 0) {
    return html`<div class="card"><div class="empty"><strong>Agents will appear here.</strong>On the collector run <span class="mono">fieldwarden collector token create</span>; on the gateway run <span class="mono">fieldwarden agent enroll</span> with the token it prints.</div></div>`;
  }
  return html`<div class="agents">${agents.map(card)}</div>`;
}

function card(agent) {
  const dropped = agent.rooms.reduce((sum, room) => sum + room.dropped, 0) + (agent.spool?.dropped ?? 0);
  const days = (new Date(agent.certificateExpires) - Date.now()) / 86400000;
  return html`<section class="card agent">
    <div class="head"><h2>${text(agent.name, 120)}</h2>${agentStatus(agent.status)}${agent.learning ? html`<span class="chip tone-low">Learning</span>` : nothing}
      <span class="quiet">${text(agent.site, 120)}</span><span class="aside quiet">${agent.lastHeard ? html`heard ${when(agent.lastHeard)}` : html`enrolled ${when(agent.enrolledAt)}`}</span></div>
    ${agent.status === 'SILENT' ? html`<ul class="troubles"><li>${icon('trouble')}<span>Nothing was heard for ${age(agent.lastHeard).replace(' ago', '')}. What it sees is kept on its disk; check its power and network.</span></li></ul>` : nothing}
    ${agent.status === 'NEVER_HEARD' ? html`<p class="troubles quiet">It has its certificate. It will be heard when it is started.</p>` : nothing}
    ${agent.troubles.length > 0 ? html`<ul class="troubles">${agent.troubles.map((one) => html`<li>${icon('trouble')}${text(one, 400)}</li>`)}</ul>` : nothing}
    <div class="numbers">
      <div><span>Version</span>${agent.version ? text(agent.version, 40) : '–'}</div>
      <div><span>Running since</span>${agent.startedAt ? when(agent.startedAt) : '–'}</div>
      <div><span>Dropped since start</span><span class="${dropped > 0 ? 'bad-number' : 'value'}">${number(dropped)}</span></div>
      <div><span>Waiting to be sent</span>${agent.spool ? html`${plural(agent.spool.alerts, 'alert')}, ${bytes(agent.spool.bytes)} of ${bytes(agent.spool.bytesMax)}` : '–'}</div>
      <div><span>Certificate ends</span><span class="${days < EXPIRES_SOON_DAYS ? 'bad-number' : 'value'}">${moment(agent.certificateExpires)}</span><span>${age(agent.certificateExpires)}</span></div>
    </div>
    ${agent.rooms.length > 0 ? html`<details><summary>Counters of each room</summary><div class="scroll"><table class="rooms"><thead><tr><th>Room</th><th>Received</th><th>Emitted</th><th>Dropped</th><th>Failed</th></tr></thead><tbody>
      ${agent.rooms.map((room) => html`<tr><td>${text(room.room, 40)}</td><td>${number(room.received)}</td><td>${number(room.emitted)}</td><td class=${room.dropped > 0 ? 'bad-number' : ''}>${number(room.dropped)}</td><td class=${room.failed > 0 ? 'bad-number' : ''}>${number(room.failed)}</td></tr>`)}
    </tbody></table></div></details>` : nothing}
  </section>`;
}
