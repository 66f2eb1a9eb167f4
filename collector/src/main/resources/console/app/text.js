// Texts that devices supplied, times and numbers, as people read them.
import { html, nothing } from './lit/lit-html.js';

// Control characters, direction overrides, invisible characters and halves of pairs: shown, never obeyed.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;
const LONG = 2000;

const escape = (sign) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[sign] ?? '\\u' + sign.codePointAt(0).toString(16).padStart(4, '0');

/** The text with everything unsafe written out, for attributes and titles. */
export function plain(value, most = 300) {
  const all = String(value ?? '');
  return (all.length > most ? all.slice(0, most) + '…' : all).replace(UNSAFE, escape);
}

/** The text as a node: isolated in direction, unsafe characters set apart, long ones cut with a word. */
export function text(value, most = LONG) {
  const all = String(value ?? '');
  const shown = all.length > most ? all.slice(0, most) : all;
  const parts = [];
  let from = 0;
  for (const found of shown.matchAll(UNSAFE)) {
    if (found.index > from) parts.push(shown.slice(from, found.index));
    parts.push(html`<span class="escaped">${escape(found[0])}</span>`);
    from = found.index + found[0].length;
  }
  if (from < shown.length) parts.push(shown.slice(from));
  const rest = all.length - shown.length;
  return html`<span class="untrusted" dir="auto">${parts}${rest > 0 ? html`<span class="quiet"> … and ${number(rest)} more characters</span>` : nothing}</span>`;
}

const NUMBER = new Intl.NumberFormat('en-GB');
export const number = (value) => NUMBER.format(value ?? 0);
export const plural = (count, one, many = one + 's') => `${number(count)} ${count === 1 ? one : many}`;

export function bytes(value) {
  if (value < 1024) return `${value} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let size = value / 1024, unit = 0;
  while (size >= 1024 && unit < units.length - 1) { size /= 1024; unit++; }
  return `${size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function clock(date) { return CLOCK.format(date); }

/** Local time with seconds; the day where it is not today. */
export function moment(iso, now = new Date()) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return plain(iso, 40);
  if (date.toDateString() === now.toDateString()) return CLOCK.format(date);
  return (date.getFullYear() === now.getFullYear() ? DAY : YEAR).format(date) + ', ' + CLOCK.format(date);
}

export function age(iso, now = Date.now()) {
  const seconds = Math.round((now - new Date(iso).getTime()) / 1000);
  const [value, unit] = pick(Math.abs(seconds));
  if (Math.abs(seconds) < 5) return 'now';
  return seconds >= 0 ? `${value} ${unit} ago` : `in ${value} ${unit}`;
}

function pick(seconds) {
  if (seconds < 60) return [seconds, 's'];
  if (seconds < 3600) return [Math.floor(seconds / 60), 'min'];
  if (seconds < 86400) return [Math.floor(seconds / 3600), 'h'];
  return [Math.floor(seconds / 86400), 'd'];
}

/** A time element: local time, UTC on hover, age beside it. */
export function when(iso, withAge = true) {
  if (!iso) return html`<span class="quiet">never</span>`;
  const title = `${plain(iso, 40)} (UTC), shown in ${ZONE}`;
  return html`<time datetime=${plain(iso, 40)} title=${title}>${moment(iso)}</time>${withAge ? html` <span class="quiet small">${age(iso)}</span>` : nothing}`;
}
