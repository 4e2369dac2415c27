import { get } from '../api.js';
import { announce, breakable, empty, figure, h } from '../dom.js';
import { clock, count, duration, methodAndPath, plural, words } from '../format.js';
import { comparison, waterfall } from '../waterfall.js';
import { findingCard } from './finding-card.js';

const KINDS = { REQUEST: 'HTTP request', SCOPE: 'Batch scope', LONE: 'Single call', TEST: 'Test', OTHER: 'Pipeline' };

/** The pane of the request that is open. */
export class Detail {
  #store;
  #close;
  #id = null;
  #drawn = null;
  #abort = null;
  #panels = new Map();
  #pressed = false;

  constructor(store, close) {
    this.#store = store;
    this.#close = close;
    this.host = h('section', { class: 'pane detail-pane', 'aria-label': 'The open request', tabindex: '0', pointerdown: () => this.#press() });
  }

  /** Shows the request with an id, or none. */
  show(id) {
    if (id === this.#id && this.#drawn !== null) {
      return;
    }
    this.#abort?.abort();
    this.#id = id;
    this.#drawn = null;
    this.#panels.clear();
    if (id === null) {
      this.#drawn = 'none';
      this.host.replaceChildren(empty('No request is open', 'Choose one of the list, or press j and Enter.'));
      return;
    }
    this.#load();
  }

  /** What is drawn again between press and release would lose the click. */
  #press() {
    this.#pressed = true;
    ['pointerup', 'pointercancel'].forEach((end) => addEventListener(end, () => (this.#pressed = false), { once: true }));
  }

  /** Reads again what was still running. */
  changed() {
    if (this.#id !== null && !this.#pressed && this.#drawn?.summary?.durationMicros === null) {
      this.#load();
    }
  }

  async #load() {
    const id = this.#id;
    const abort = new AbortController();
    this.#abort?.abort();
    this.#abort = abort;
    try {
      const recording = await get(`recordings/${id}`, abort.signal);
      if (this.#id === id) {
        const again = this.#drawn !== null;
        this.#drawn = { summary: recording.summary };
        this.#draw(recording, again);
      }
    } catch (error) {
      if (error.name !== 'AbortError' && this.#id === id) {
        this.#drawn = 'failed';
        this.host.replaceChildren(this.#back(), error.status === 404
          ? empty('No longer kept', `The recorder keeps the newest ${plural(this.#store.capacity, 'request')}; raise relata.console.capacity to keep more.`)
          : empty('This request cannot be shown', error.message));
        announce(error.message);
      }
    }
  }

  #back() {
    return h('button', { type: 'button', class: 'button quiet small back', click: this.#close }, '← All requests');
  }

  #draw(recording, again) {
    const { summary, bursts, bulks, findings } = recording;
    const scrolled = again ? this.host.scrollTop : 0;
    const focused = this.host.contains(document.activeElement) ? document.activeElement.dataset.statement : null;
    this.host.replaceChildren(...[
      this.#back(),
      header(summary),
      findings.length ? h('section', { class: 'found', 'aria-label': 'Findings of this request' }, findings.map((finding) => findingCard(finding, { pipeline: false }))) : null,
      summary.statements || bursts.length ? comparison(recording) : null,
      bursts.length || bulks.length
        ? waterfall(recording, this.#panels)
        : empty('No statement', 'This request asked nothing of the database, or not yet.'),
      recording.truncated ? h('p', { class: 'note' }, 'Only the first statements of this request were kept.') : null,
    ].filter(Boolean));
    this.host.scrollTop = scrolled;
    if (focused) {
      this.host.querySelector(`[data-statement="${focused}"]`)?.focus({ preventScroll: true });
    }
  }
}

function header(summary) {
  const [method, path] = methodAndPath(summary.name);
  const running = summary.durationMicros === null;
  const tone = summary.outcome === 'ERROR' ? 'error' : '';
  return h('header', { class: 'detail-head' },
    h('h2', { title: summary.name }, method ? [h('span', { class: 'method' }, method), ' '] : null, breakable(path)),
    h('p', { class: 'meta' }, `${KINDS[summary.kind] ?? summary.kind} ${summary.id} · started ${clock(summary.startedAt)} · `,
      h('span', { class: `outcome ${tone}` }, running ? 'runs now' : words(summary.outcome))),
    h('dl', { class: 'figures' },
      figure(running ? '…' : duration(summary.durationMicros), 'time'),
      figure(count(summary.statements), summary.statements === 1 ? 'statement' : 'statements'),
      figure(count(summary.lookups), summary.lookups === 1 ? 'lookup' : 'lookups'),
      figure(count(summary.roundTripsSaved), 'round trips saved', summary.roundTripsSaved > 0 ? 'accent' : ''),
      figure(count(summary.rows), summary.rows === 1 ? 'row' : 'rows')));
}
