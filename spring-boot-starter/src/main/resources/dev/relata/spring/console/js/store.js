import { get, send } from './api.js';

/** How many seconds of a rate are kept. */
export const SECONDS = 60;

/** How much of the list is asked for at the start. */
const MOST = 10_000;

/**
 * What the application has told so far. Tells of changes by events named pipelines, findings, live, recording and link, at most
 * once for each frame.
 */
export class Store extends EventTarget {
  /** Oldest first, by id. */
  pipelines = new Map();
  findings = [];
  streams = [];
  connections = null;
  heap = null;
  recording = true;
  capacity = 0;
  linked = null;
  loaded = false;
  /** Why nothing could be read, or null. */
  failure = null;
  /** Rates of each stream, and connections taken and waited for, by second. */
  rates = new Map();
  pool = [];

  #changed = new Set();
  /** Events that come while a list is read, which may be older than they are; null else. */
  #meanwhile = null;

  /** Begins to listen, and reads what was before. */
  async start() {
    this.#listen();
    await this.reload();
  }

  /** Reads the lists again: after a start, a clear or a break of the link. */
  async reload() {
    const meanwhile = [];
    this.#meanwhile = meanwhile;
    const [recordings, findings] = await Promise.all([get(`recordings?limit=${MOST}`), get('findings')]).finally(() => (this.#meanwhile = null));
    this.failure = null;
    this.recording = recordings.recording;
    this.capacity = recordings.capacity;
    this.pipelines = new Map(recordings.pipelines.toReversed().map((summary) => [summary.id, summary]));
    this.findings = findings;
    this.loaded = true;
    meanwhile.forEach((summary) => this.#pipeline(summary));
    this.#tell('pipelines', 'findings', 'recording');
  }

  /** Forgets all that was recorded. */
  async clear() {
    await send('DELETE', 'recordings');
    await this.reload();
  }

  /** Switches the recording on or off. */
  async record(on) {
    await send('POST', 'recording', { on });
    this.recording = on;
    this.#tell('recording');
  }

  #listen() {
    const source = new EventSource('events');
    source.addEventListener('open', () => {
      const again = this.linked === false;
      this.#link(true);
      if (again) {
        this.reload().catch(() => {});
      }
    });
    source.addEventListener('error', () => this.#link(false));
    source.addEventListener('pipeline', (event) => this.#pipeline(JSON.parse(event.data)));
    source.addEventListener('finding', (event) => this.#finding(JSON.parse(event.data)));
    source.addEventListener('live', (event) => this.#live(JSON.parse(event.data)));
    // Else the browser keeps a connection for a page that nobody sees any more.
    addEventListener('pagehide', () => source.close());
  }

  #link(up) {
    this.linked = up;
    this.#tell('link');
  }

  #pipeline(summary) {
    this.#meanwhile?.push(summary);
    const known = this.pipelines.get(summary.id);
    // The list may have been read after an event was sent: what has ended does not run again.
    if (known && known.durationMicros !== null && summary.durationMicros === null) {
      return;
    }
    this.pipelines.set(summary.id, summary);
    const oldest = this.pipelines.keys();
    while (this.capacity > 0 && this.pipelines.size > this.capacity) {
      this.pipelines.delete(oldest.next().value);
    }
    this.#tell('pipelines');
  }

  #finding(finding) {
    this.findings = [finding, ...this.findings.filter((other) => other.id !== finding.id)];
    this.#tell('findings');
  }

  #live(live) {
    this.streams = live.streams;
    this.connections = live.connections;
    this.heap = live.heap;
    const open = new Set();
    for (const stream of live.streams) {
      const key = `${stream.pipeline}/${stream.request}`;
      open.add(key);
      this.rates.set(key, [...(this.rates.get(key) ?? []), stream.rowsPerSecond].slice(-SECONDS));
    }
    for (const key of this.rates.keys()) {
      if (!open.has(key)) {
        this.rates.delete(key);
      }
    }
    const pool = live.connections?.pool;
    this.pool = [...this.pool, { acquired: pool?.acquired ?? live.connections?.held.length ?? 0, pending: pool?.pending ?? 0 }].slice(-SECONDS);
    this.#tell('live');
  }

  #tell(...names) {
    if (this.#changed.size === 0) {
      // A page in the background has no frames, and must not collect events for when it comes back.
      (document.hidden ? (work) => setTimeout(work, 250) : requestAnimationFrame)(() => {
        const changed = [...this.#changed];
        this.#changed.clear();
        changed.forEach((name) => this.dispatchEvent(new Event(name)));
      });
    }
    names.forEach((name) => this.#changed.add(name));
  }
}
