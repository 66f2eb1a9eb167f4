// The public JSON API, the only thing the console talks to.
const ROOT = '/api/v1';

/** A refusal of the API: what failed, what was kept, what to try. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? 'The collector did not answer. What is shown may be out of date; try again.');
    this.status = status;
    this.type = body?.type ?? 'unreachable';
    this.retryAfterSeconds = body?.retryAfterSeconds ?? 0;
  }
}

let signedOut = () => {};
/** Calls `listener` when the API says that nobody is signed in. */
export function onSignedOut(listener) { signedOut = listener; }

async function ask(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Fieldwarden'] = 'console';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(ROOT + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new Problem(0);
  }
  if (response.ok) return response;
  const problem = new Problem(response.status, await response.json().catch(() => undefined));
  if (problem.type === 'signed-out' && path !== '/session') signedOut();
  throw problem;
}

const json = async (...args) => (await ask(...args)).json();

export const api = {
  me: () => json('GET', '/session'),
  signIn: (name, password) => json('POST', '/session', { name, password }),
  signOut: () => ask('DELETE', '/session'),
  changePassword: (current, wanted) => ask('POST', '/account/password', { current, wanted }),
  overview: () => json('GET', '/overview'),
  alerts: (params) => json('GET', '/alerts?' + params),
  alert: (id) => json('GET', '/alerts/' + encodeURIComponent(id)),
  setState: (id, state, reason = '') => json('POST', `/alerts/${encodeURIComponent(id)}/state`, { state, reason }),
  evidence: async (id) => (await ask('GET', `/alerts/${encodeURIComponent(id)}/evidence`)).arrayBuffer(),
  evidenceUrl: (id) => `${ROOT}/alerts/${encodeURIComponent(id)}/evidence`,
  agents: () => json('GET', '/agents'),
  streamUrl: (after) => `${ROOT}/alerts/stream` + (after === undefined ? '' : '?after=' + after),
};
