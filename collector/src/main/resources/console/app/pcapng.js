// Reads the packets of a pcapng file (draft-ietf-opsawg-pcapng), enough to list them. The file is hostile until proven otherwise.
const PACKETS_MAX = 500;

/** Returns [{seconds, length, captured, bytes}], oldest first as written; stops quietly where the file stops making sense. */
export function packets(buffer) {
  const view = new DataView(buffer);
  const found = [];
  let little = true;
  let units = [];
  let at = 0;
  while (at + 12 <= view.byteLength && found.length < PACKETS_MAX) {
    const raw = view.getUint32(at, true);
    if (raw === 0x0a0d0d0a) {
      little = view.getUint32(at + 8, true) === 0x1a2b3c4d;
      units = [];
    }
    const type = view.getUint32(at, little);
    const length = view.getUint32(at + 4, little);
    if (length < 12 || length % 4 !== 0 || at + length > view.byteLength) break;
    if (type === 1) units.push(unit(view, at + 16, at + length - 4, little));
    if (type === 6 && length >= 32) {
      const packet = enhanced(view, at, length, little, units);
      if (packet) found.push(packet);
    }
    at += length;
  }
  return found;
}

function enhanced(view, at, length, little, units) {
  const captured = view.getUint32(at + 20, little);
  if (captured > length - 32) return null;
  const ticks = view.getUint32(at + 12, little) * 2 ** 32 + view.getUint32(at + 16, little);
  const seconds = ticks / (units[view.getUint32(at + 8, little)] ?? 1e6);
  return { seconds, length: view.getUint32(at + 24, little), bytes: new Uint8Array(view.buffer, at + 28, captured) };
}

/** Ticks a second, from option if_tsresol (9): a power of ten, or of two with the highest bit set. */
function unit(view, from, to, little) {
  for (let at = from; at + 4 <= to;) {
    const code = view.getUint16(at, little);
    const size = view.getUint16(at + 2, little);
    if (code === 0) break;
    if (code === 9 && size === 1 && at + 5 <= to) {
      const value = view.getUint8(at + 4);
      return value & 0x80 ? 2 ** (value & 0x7f) : 10 ** value;
    }
    at += 4 + size + ((4 - (size % 4)) % 4);
  }
  return 1e6;
}

/** Who spoke to whom, as far as Ethernet and IPv4 tell; empty if they do not. */
export function glance(bytes) {
  let at = 12;
  const word = (index) => (bytes[index] << 8) | bytes[index + 1];
  while (bytes.length > at + 6 && (word(at) === 0x8100 || word(at) === 0x88a8)) at += 4;
  if (bytes.length < at + 22 || word(at) !== 0x0800) return bytes.length > at + 2 && word(at) === 0x0806 ? 'ARP' : '';
  const ip = at + 2;
  const host = (from) => bytes.slice(from, from + 4).join('.');
  const protocol = { 1: 'ICMP', 6: 'TCP', 17: 'UDP' }[bytes[ip + 9]] ?? `IP ${bytes[ip + 9]}`;
  const ports = ip + (bytes[ip] & 15) * 4;
  const port = (from) => (['TCP', 'UDP'].includes(protocol) && bytes.length >= ports + 4 ? ':' + word(from) : '');
  return `${host(ip + 12)}${port(ports)} → ${host(ip + 16)}${port(ports + 2)} ${protocol}`;
}

/** Lines of sixteen bytes: offset, hexadecimal, printable characters. */
export function hexLines(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = [...bytes.subarray(at, at + 16)];
    const hex = part.map((value) => value.toString(16).padStart(2, '0'));
    lines.push({
      offset: at.toString(16).padStart(4, '0'),
      hex: (hex.slice(0, 8).join(' ') + '  ' + hex.slice(8).join(' ')).padEnd(49),
      ascii: part.map((value) => (value >= 32 && value < 127 ? String.fromCharCode(value) : '·')).join(''),
    });
  }
  return lines;
}
