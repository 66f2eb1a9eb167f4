// Small parts that pages are made of.
import { html, svg, nothing } from './lit/lit-html.js';
import { plain, text } from './text.js';

export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'];
export const STATES = ['OPEN', 'ACKNOWLEDGED', 'CLOSED'];
const WORDS = { CRITICAL: 'Critical', HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low', INFO: 'Info', OPEN: 'Open', ACKNOWLEDGED: 'Acknowledged', CLOSED: 'Closed' };
export const word = (value) => WORDS[value] ?? plain(value);

const draw = (inner, box = 16) => html`<svg viewBox="0 0 ${box} ${box}" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>`;
// A shape of its own for each severity, so that it is told without colour.
const SHAPES = {
  CRITICAL: svg`<path d="M5.200 1h5.600L15 5.200v5.600L10.800 15H5.200L1 10.800V5.200Z" fill="currentColor" stroke="none"/><path d="M8 4.500v4M8 11.300v.1" stroke="var(--surface)" stroke-width="1.900"/>`,
  HIGH: svg`<path d="M8 1.500 15.200 14.500H.8Z" fill="currentColor" stroke="none"/><path d="M8 6v3.600M8 12v.1" stroke="var(--surface)" stroke-width="1.800"/>`,
  MEDIUM: svg`<path d="M8 1.500 14.500 8 8 14.500 1.500 8Z" fill="currentColor" fill-opacity=".22"/>`,
  LOW: svg`<circle cx="8" cy="8" r="5.500"/>`,
  INFO: svg`<path d="M3 8h10"/>`,
};
const STATE_SHAPES = {
  OPEN: svg`<circle cx="8" cy="8" r="4" fill="currentColor" stroke="none"/><circle cx="8" cy="8" r="6.800"/>`,
  ACKNOWLEDGED: svg`<circle cx="8" cy="8" r="6.800"/><path d="M8 4.500V8l2.400 1.600"/>`,
  CLOSED: svg`<path d="m2.500 8.500 3.500 3.500 7.500-8"/>`,
};
const ICONS = {
  overview: svg`<path d="M2 13V7M6 13V3M10 13V9M14 13V5"/>`,
  alerts: svg`<path d="M8 2a4 4 0 0 1 4 4c0 4 1.500 5 1.500 5h-11S4 10 4 6a4 4 0 0 1 4-4ZM6.500 13.500a1.600 1.600 0 0 0 3 0"/>`,
  agents: svg`<rect x="2" y="3" width="12" height="4" rx="1"/><rect x="2" y="9" width="12" height="4" rx="1"/><path d="M4.500 5v0M4.500 11v0"/>`,
  account: svg`<circle cx="8" cy="5.500" r="2.800"/><path d="M2.500 14c.6-3 2.700-4.300 5.500-4.300s4.900 1.300 5.500 4.300"/>`,
  theme: svg`<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor"/>`,
  leave: svg`<path d="M6 2H3v12h3M10 4.500 13.500 8 10 11.500M13 8H6"/>`,
  copy: svg`<rect x="5" y="5" width="8.500" height="8.500" rx="1.500"/><path d="M10.500 5V2.500h-8v8H5"/>`,
  done: svg`<path d="m2.500 8.500 3.500 3.500 7.500-8"/>`,
  differs: svg`<path d="M3 6h10M3 10h10M11 3 5 13"/>`,
  same: svg`<path d="M3 6h10M3 10h10"/>`,
  down: svg`<path d="M8 2v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11"/>`,
  filter: svg`<path d="M2 4h12M4.500 8h7M6.500 12h3"/>`,
  dot: svg`<circle cx="8" cy="8" r="6" fill="currentColor" stroke="none"/>`,
  gap: svg`<circle cx="8" cy="8" r="6"/>`,
  trouble: SHAPES.HIGH,
};
export const icon = (name) => draw(ICONS[name]);

export const tone = (severity) => 'tone-' + (SEVERITIES.includes(severity) ? severity.toLowerCase() : 'info');
export const severity = (value) => html`<span class="severity ${tone(value)}">${draw(SHAPES[value] ?? nothing)}${word(value)}</span>`;
export const state = (value) => html`<span class="state ${value === 'OPEN' ? 'open' : ''}">${draw(STATE_SHAPES[value] ?? nothing)}${word(value)}</span>`;
export const stateIcon = (value) => draw(STATE_SHAPES[value] ?? nothing);

export const AGENT_STATUS = {
  HEARD: ['good', 'done', 'Heard'],
  TROUBLED: ['high', 'trouble', 'In trouble'],
  SILENT: ['critical', 'gap', 'Silent'],
  NEVER_HEARD: ['info', 'gap', 'Never heard'],
  REVOKED: ['info', 'differs', 'Revoked'],
};
export function agentStatus(status) {
  const [look, sign, said] = AGENT_STATUS[status] ?? ['info', 'gap', plain(status)];
  return html`<span class="chip tone-${look}">${icon(sign)}${said}</span>`;
}

/** What people call a device: its name and its address. */
export const partyName = (party) => party?.name || party?.address || '';
export function party(value) {
  if (!value) return nothing;
  return value.name ? html`${text(value.name, 80)}` : html`<span class="mono">${text(value.address, 80)}</span>`;
}

/** A value in monospace with a button that copies it. */
export function copyable(value) {
  const copy = async (event) => {
    const button = event.currentTarget;
    await navigator.clipboard?.writeText(value);
    button.setAttribute('aria-label', 'Copied');
    button.classList.add('copied');
    setTimeout(() => { button.setAttribute('aria-label', 'Copy'); button.classList.remove('copied'); }, 1500);
  };
  return html`<span class="copy"><span class="mono">${text(value)}</span><button type="button" class="icon" aria-label="Copy" title="Copy" @click=${copy}>${icon('copy')}</button></span>`;
}

export const loading = (lines = 4) => html`<div aria-busy="true"><span class="visually-hidden">Loading</span>${Array.from({ length: lines }, (_, i) => html`<span class="skeleton ${['w80', 'w60', 'w40'][i % 3]}"></span>`)}</div>`;
export const trouble = (problem, again) => html`<div class="notice bad" role="alert"><strong>This could not be loaded.</strong> ${problem.message} <button class="bare" @click=${again}>Try again</button></div>`;
export const logo = () => html`<img src=${new URL('./icon.svg', import.meta.url).pathname} alt="">`;
