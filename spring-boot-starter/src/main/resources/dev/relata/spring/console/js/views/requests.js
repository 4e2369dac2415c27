import { announce, empty, h } from '../dom.js';
import { parseFilter } from '../filter.js';
import { clock, count, duration, methodAndPath, plural, words } from '../format.js';
import { VirtualList } from '../virtual-list.js';
import { Detail } from './request-detail.js';

const ROW = 54;

/** The list of what was recorded, and the one that is open beside it. */
export const requests = { title: 'Requests', open: (main, store) => new Requests(main, store) };

class Requests {
  #store;
  #filter = '';
  #open = null;

  constructor(main, store) {
    this.#store = store;
    this.list = new VirtualList({ label: 'Recorded requests', height: ROW, render, open: (row) => (location.hash = `#/requests/${row.id}`) });
    this.input = h('input', {
      type: 'search', class: 'filter', placeholder: 'Filter: name, >50ms, is:finding', 'aria-label': 'Filter requests', spellcheck: 'false', autocomplete: 'off',
      input: () => this.#filterBy(this.input.value),
      keydown: (event) => event.key === 'Enter' && (this.list.host.focus(), this.list.move(1)),
    });
    this.shown = h('span', { class: 'shown', role: 'status' });
    this.clear = h('button', { type: 'button', class: 'button quiet small', title: 'Forget all that was recorded', click: () => this.#clear() }, 'Clear');
    this.none = h('div', { class: 'none' });
    this.aside = h('section', { class: 'pane list-pane', 'aria-label': 'Recorded requests' },
      h('div', { class: 'toolbar' }, this.input, h('kbd', { class: 'hint', 'aria-hidden': 'true' }, '/')),
      h('div', { class: 'subbar' }, this.shown, this.clear), this.none, this.list.host);
    this.detail = new Detail(store, () => (location.hash = '#/requests'));
    main.append(h('h1', { class: 'hidden' }, 'Requests'), this.aside, this.detail.host);
    this.update('pipelines');
  }

  route(argument) {
    this.#open = argument === null ? null : Number(argument);
    this.list.select(this.#open);
    this.aside.parentElement.classList.toggle('opened', this.#open !== null);
    this.detail.show(this.#open);
  }

  update(what) {
    if (what === 'pipelines' || what === 'recording') {
      this.#draw();
    }
    if (what === 'pipelines' || what === 'live') {
      this.detail.changed();
    }
  }

  close() {
    this.detail.show(null);
  }

  key({ key, target }) {
    if (key === 'j' || key === 'k') {
      this.list.host.focus({ preventScroll: true });
      this.list.move(key === 'j' ? 1 : -1);
    } else if (key === 'Enter' && target === this.list.host) {
      this.list.enter();
    } else if (key === '/') {
      this.input.focus();
      this.input.select();
    } else if (key === 'Escape') {
      this.#escape(target);
    } else {
      return false;
    }
    return true;
  }

  #escape(target) {
    if (target === this.input && this.input.value) {
      this.input.value = '';
      this.#filterBy('');
    } else if (target === this.input) {
      this.list.host.focus();
    } else if (this.#open !== null) {
      location.hash = '#/requests';
      this.list.host.focus({ preventScroll: true });
    }
  }

  async #clear() {
    try {
      await this.#store.clear();
      location.hash = '#/requests';
      announce('All recorded requests are forgotten');
    } catch (error) {
      announce(error.message);
    }
  }

  #filterBy(text) {
    this.#filter = text;
    this.list.host.scrollTop = 0;
    this.#draw();
  }

  #draw() {
    const all = [...this.#store.pipelines.values()].reverse();
    const rows = this.#filter.trim() ? all.filter(parseFilter(this.#filter)) : all;
    this.shown.textContent = rows.length === all.length ? plural(all.length, 'request') : `${count(rows.length)} of ${plural(all.length, 'request')}`;
    this.clear.hidden = all.length === 0;
    this.list.host.hidden = rows.length === 0;
    this.none.hidden = rows.length > 0;
    if (rows.length === 0) {
      this.none.replaceChildren(this.#nothing(all.length));
    }
    this.aside.parentElement?.classList.toggle('nothing', all.length === 0);
    this.list.show(rows);
  }

  #nothing(all) {
    if (this.#store.failure) {
      return empty('No answer', this.#store.failure);
    }
    if (all > 0) {
      return empty('No request matches', 'Press Esc in the filter to see all of them again.');
    }
    if (!this.#store.loaded) {
      return empty('Reading…');
    }
    return this.#store.recording
      ? empty('Nothing recorded yet', 'Call an endpoint of the application that reads or writes with Relata. It appears here while it runs.')
      : empty('The recording is paused', 'Switch it on again at the top of the page, then call an endpoint.');
  }
}

function render(summary) {
  const [method, path] = methodAndPath(summary.name);
  const running = summary.durationMicros === null;
  const facts = [
    plural(summary.statements, 'statement'),
    summary.lookups ? plural(summary.lookups, 'lookup') : null,
    summary.rows ? plural(summary.rows, 'row') : null,
  ].filter(Boolean).join(' · ');
  return [
    h('div', { class: 'line' },
      h('span', { class: `state ${running ? 'running' : summary.outcome.toLowerCase()}`, title: running ? 'runs now' : words(summary.outcome) }),
      h('span', { class: 'name', title: summary.name }, method ? [h('span', { class: 'method' }, method), ' '] : null, path),
      h('span', { class: 'time' }, running ? 'running' : duration(summary.durationMicros))),
    h('div', { class: 'line second' },
      h('span', { class: 'facts', title: facts }, facts),
      summary.outcome === 'ERROR' ? h('span', { class: 'tag error' }, 'error') : null,
      summary.outcome === 'CANCELLED' ? h('span', { class: 'tag' }, 'cancelled') : null,
      summary.findings ? h('span', { class: 'tag warn' }, plural(summary.findings, 'finding')) : null,
      h('span', { class: 'when' }, clock(summary.startedAt))),
  ];
}
