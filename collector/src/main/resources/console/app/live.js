// Changes as they happen. The browser reconnects by itself and goes on after the last change it saw.
import { api } from './api.js';

let source;
let connected = false;
let listener = () => {};
let stateListener = () => {};

export const live = {
  get connected() { return connected; },
  /** Calls `onChange(change)` for each change, `onChange(null)` when the page should load anew. */
  start(after, onChange, onState) {
    if (source) return;
    listener = onChange;
    stateListener = onState;
    open(after);
  },
  stop() {
    source?.close();
    source = undefined;
    connected = false;
  },
};

function open(after) {
  const opened = new EventSource(api.streamUrl(after));
  source = opened;
  opened.addEventListener('open', () => set(true));
  opened.addEventListener('alert', (event) => listener(JSON.parse(event.data)));
  opened.addEventListener('reset', () => listener(null));
  opened.addEventListener('error', async () => {
    set(false);
    if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
    await new Promise((done) => setTimeout(done, 4000));
    if (source !== opened) return;
    try {
      await api.overview(); // tells whether the session ended, and leads to the sign-in page if so
      open();
      listener(null);
    } catch {
      if (source === opened) opened.dispatchEvent(new Event('error'));
    }
  });
}

function set(now) {
  if (connected !== now) {
    connected = now;
    stateListener();
  }
}
