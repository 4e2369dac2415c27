import { empty, h } from '../dom.js';
import { count, duration, methodAndPath, plural } from '../format.js';
import { sparkline } from '../sparkline.js';

/** Every open cursor. */
export const streams = {
  title: 'Streams',
  open(main, store) {
    const body = h('div', { class: 'stream-list' });
    const sub = h('p', { class: 'sub' });
    main.append(h('header', { class: 'view-head' }, h('h1', {}, 'Streams'), sub), body);
    const draw = () => {
      const open = store.streams;
      const waiting = open.filter((stream) => stream.waitingForConsumer).length;
      sub.textContent = open.length ? `${plural(open.length, 'open cursor')}${waiting ? ` · ${count(waiting)} waiting for the consumer` : ''}` : '';
      if (open.length === 0) {
        body.replaceChildren(empty('No stream is open', 'A stream appears here while iterate() runs: rows delivered, rows held, and whether it waits for its consumer.'));
        return;
      }
      const focused = document.activeElement?.closest('.stream')?.dataset.key;
      body.replaceChildren(...open.map((stream) => card(stream, store.rates.get(key(stream)) ?? [])));
      if (focused) {
        body.querySelector(`[data-key="${focused}"] a`)?.focus();
      }
    };
    draw();
    return { update: (what) => what === 'live' && draw() };
  },
};

const key = (stream) => `${stream.pipeline}/${stream.request}`;

function card(stream, rates) {
  const [method, path] = methodAndPath(stream.pipelineName);
  return h('article', { class: 'stream', 'data-key': key(stream) },
    h('header', {},
      h('h2', { title: stream.relationship }, stream.relationship),
      h('a', { href: `#/requests/${stream.pipeline}`, title: stream.pipelineName }, method ? [h('span', { class: 'method' }, method), ' '] : null, path),
      stream.waitingForConsumer ? h('span', { class: 'tag warn' }, 'waits for its consumer') : h('span', { class: 'tag ok' }, 'flows')),
    h('div', { class: 'rate' },
      sparkline(`Rows per second of the last minute, now ${count(Math.round(stream.rowsPerSecond))}`, rates),
      h('p', {}, h('strong', {}, count(Math.round(stream.rowsPerSecond))), ' rows/s')),
    held(stream),
    h('dl', { class: 'facts' },
      fact(count(stream.rows), 'rows delivered'),
      fact(stream.demand === null ? 'no limit' : count(stream.demand), 'demand'),
      fact(count(stream.fetches), 'fetches'),
      fact(duration(stream.ageMicros), 'age of the snapshot')));
}

function fact(value, name) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}

/** Rows that were fetched and not delivered, against two fetches, which is the most that a stream holds. */
function held(stream) {
  const fetch = stream.fetches ? Math.ceil(stream.fetched / stream.fetches) : 0;
  const most = Math.max(1, 2 * fetch, stream.held);
  const text = `${count(stream.held)} rows held, of ${count(2 * fetch)} in two fetches`;
  return h('div', { class: 'held' },
    h('div', { class: 'gauge', role: 'meter', 'aria-label': text, 'aria-valuemin': '0', 'aria-valuemax': most, 'aria-valuenow': stream.held },
      h('span', { class: 'fill', style: { width: `${(100 * stream.held) / most}%` } }), h('span', { class: 'middle' })),
    h('p', {}, h('strong', {}, count(stream.held)), ` held of ${count(2 * fetch)} in two fetches`));
}
