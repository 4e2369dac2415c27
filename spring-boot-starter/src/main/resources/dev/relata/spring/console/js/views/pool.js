import { empty, figure, h } from '../dom.js';
import { count, duration, plural } from '../format.js';
import { sparkline } from '../sparkline.js';

/** Who holds a connection and since when, and what waits. */
export const pool = {
  title: 'Pool',
  open(main, store) {
    const body = h('div', { class: 'pool-body' });
    main.append(h('header', { class: 'view-head' }, h('h1', {}, 'Pool and queues'), h('p', { class: 'sub' }, 'Connections that are held now, once a second')), body);
    const draw = () => {
      const connections = store.connections;
      body.replaceChildren(...(connections === null ? [empty('Waiting for the application…')] : [
        connections.pool ? gauge(connections.pool, store.pool) : h('p', { class: 'note' }, 'This store has no pool that can be counted (io.r2dbc:r2dbc-pool); below is what Relata holds.'),
        held(connections.held),
      ]));
    };
    draw();
    return { update: (what) => what === 'live' && draw() };
  },
};

function gauge({ acquired, idle, pending, max }, history) {
  const share = (part) => ({ width: `${(100 * part) / Math.max(1, max)}%` });
  return h('section', { class: 'pool-card', 'aria-label': 'Connections of the pool' },
    h('dl', { class: 'figures' },
      figure(count(acquired), 'in use', 'accent'), figure(count(idle), 'idle'), figure(count(pending), 'waiting', pending > 0 ? 'warn' : ''), figure(count(max), 'most')),
    h('div', { class: 'gauge thick', role: 'meter', 'aria-label': 'Connections in use', 'aria-valuemin': '0', 'aria-valuemax': max, 'aria-valuenow': acquired },
      h('span', { class: 'fill', style: share(acquired) }), h('span', { class: 'fill idle', style: share(idle) })),
    h('figure', {}, sparkline(`In use and waiting in the last minute, now ${acquired} and ${pending}`, history.map((second) => second.acquired), history.map((second) => second.pending)),
      h('figcaption', {}, h('span', { class: 'key series-0' }, 'in use'), h('span', { class: 'key series-1' }, 'waiting'), h('span', {}, 'last minute'))));
}

function held(connections) {
  if (connections.length === 0) {
    return empty('No connection is held', 'Connections are taken for one statement, a transaction or a stream, and given back at its end.');
  }
  const longest = Math.max(...connections.map((connection) => connection.heldMicros));
  return h('section', { class: 'table-wrap', tabindex: '0', 'aria-label': 'Held connections' },
    h('table', {},
      h('caption', {}, plural(connections.length, 'held connection')),
      h('thead', {}, h('tr', {}, ['Connection', 'For', 'Held', 'Waiting'].map((name, index) => h('th', { scope: 'col', class: index > 1 ? 'number' : null }, name)))),
      h('tbody', {}, connections.toSorted((one, other) => other.heldMicros - one.heldMicros).map((connection) => h('tr', {},
        h('td', { class: 'id' }, `#${connection.connection}`),
        h('td', { class: 'label', title: connection.label }, connection.label),
        h('td', { class: 'number' }, h('span', { class: 'since' }, duration(connection.heldMicros)),
          h('span', { class: 'gauge thin', 'aria-hidden': 'true' }, h('span', { class: 'fill', style: { width: `${(100 * connection.heldMicros) / Math.max(1, longest)}%` } }))),
        h('td', { class: `number${connection.waiting ? ' warn' : ''}`, title: plural(connection.waiting, 'command') }, connection.waiting ? count(connection.waiting) : '–'))))));
}
