import { h } from './dom.js';
import { count, duration, plural, words } from './format.js';
import { statementPanel } from './statement-panel.js';

/** As many requests for one key each, of one relationship, are drawn as one row. */
const SERIES = 4;

/** Rows that are drawn before a click asks for more. */
const MOST = 60;

/** Draws the time that it took, and what it would have taken without batching, on one scale. */
export function comparison({ summary, bursts, bulks, findings, withoutBatching }) {
  const total = end(summary, bursts, bulks);
  const estimate = withoutBatching && withoutBatching.statements > summary.statements ? withoutBatching : null;
  const scale = Math.max(total, estimate?.micros ?? 0, 1);
  return h('section', { class: 'comparison', 'aria-label': 'With and without batching' },
    h('h3', {}, 'Cost'),
    compared('As it ran', plural(summary.statements, 'statement'), total,
      bursts.slice(0, 400).map((burst) => bar('piece', burst.startMicros, burstEnd(burst, total) - burst.startMicros, scale))),
    estimate
      ? compared('One by one, estimated', plural(estimate.statements, 'statement'), estimate.micros, [stripes(estimate, scale)])
      : summary.lookups > 0 || findings.length > 0 ? h('p', { class: 'note' }, 'Batching saved no round trip here.') : null);
}

function compared(name, note, micros, bars) {
  return h('div', { class: 'compared' }, h('span', { class: 'what' }, h('strong', {}, name), h('span', {}, note)),
    h('div', { class: 'track', 'aria-hidden': 'true' }, bars), h('span', { class: 'time' }, duration(micros)));
}

function stripes({ statements, micros }, scale) {
  const stripe = bar('piece estimate', 0, micros, scale);
  if (statements <= 300) {
    stripe.style.backgroundSize = `${100 / statements}% 100%`;
    stripe.classList.add('striped');
  }
  return stripe;
}

function bar(kind, start, length, scale) {
  return h('span', { class: kind, style: { left: `${(100 * start) / scale}%`, width: `${(100 * Math.max(0, length)) / scale}%` } });
}

function end(summary, bursts, bulks) {
  const requests = bursts.flatMap((burst) => burst.requests);
  const ends = [...requests, ...requests.flatMap((request) => request.statements), ...bulks].map((part) => part.startMicros + (part.durationMicros ?? 0));
  return ends.reduce((most, one) => Math.max(most, one), summary.durationMicros ?? 1);
}

const requestEnd = (request, total) => (request.durationMicros === null ? total : request.startMicros + request.durationMicros);
const burstEnd = (burst, total) => burst.requests.reduce((most, request) => Math.max(most, requestEnd(request, total)), burst.startMicros);

/**
 * Draws bursts, their requests and the statements of these on one axis.
 *
 * @param panels holds the panels of opened statements by id, so that they stay when the same recording is drawn again
 */
export function waterfall(recording, panels = new Map()) {
  const drawing = new Waterfall(recording, panels);
  return h('section', { class: 'waterfall', 'aria-label': 'Waterfall' },
    h('h3', {}, 'Waterfall'),
    h('div', { class: 'chart' },
      drawing.axis(),
      recording.bulks.map((bulk) => drawing.bulk(bulk)),
      h('ol', { class: 'bursts' }, limited(joined(recording.bursts, serial), (part) => drawing.part(part)))));
}

/** Draws the first of many, and a button for the rest. */
function limited(parts, draw) {
  const rest = parts.slice(MOST);
  const drawn = parts.slice(0, MOST).map(draw);
  if (rest.length > 0) {
    const more = h('li', { class: 'more-rows' }, h('button', {
      type: 'button', class: 'button small', click: () => more.replaceWith(...limited(rest, draw)),
    }, `Show ${count(Math.min(MOST, rest.length))} more of ${count(rest.length)}`));
    drawn.push(more);
  }
  return drawn;
}

/** Joins neighbours that are alike into lists, where there are enough of them. */
function joined(parts, same) {
  const lists = [];
  for (const part of parts) {
    const last = lists.at(-1);
    if (last && same(last[0], part)) {
      last.push(part);
    } else {
      lists.push([part]);
    }
  }
  return lists.flatMap((list) => (list.length >= SERIES ? [list] : list));
}

/** Requests of one relationship for one key each. */
const alike = (one, other) => one.relationship === other.relationship && one.operation === other.operation && one.keys <= 1 && other.keys <= 1;

/** Bursts of one such request each. */
const serial = (one, other) => one.requests.length === 1 && other.requests.length === 1 && alike(one.requests[0], other.requests[0]);

class Waterfall {
  #total;
  #panels;

  constructor({ summary, bursts, bulks }, panels) {
    this.#total = Math.max(1, end(summary, bursts, bulks));
    this.#panels = panels;
  }

  axis() {
    const step = nice(this.#total / 5);
    const ticks = [];
    for (let at = 0; at <= this.#total; at += step) {
      const left = `${(100 * at) / this.#total}%`;
      ticks.push(h('span', { class: `tick${at / this.#total > 0.93 ? ' last' : ''}`, style: { left } }, at === 0 ? '0' : tickText(at)));
    }
    return h('div', { class: 'axis', 'aria-hidden': 'true' }, ticks);
  }

  bulk(bulk) {
    const note = `${bulk.call} · ${plural(bulk.rows, 'row')}${bulk.total === null ? '' : ` of ${count(bulk.total)}`} in ${plural(bulk.chunks, 'chunk')} · ${count(Math.round(bulk.rowsPerSecond))} rows/s`;
    const row = h('div', { class: 'row bulk' }, this.#label(bulk.relationship, note), this.#track([this.#bar('span bulk', bulk)]), this.#time(bulk.durationMicros));
    return h('div', {}, row, bulk.writes.map((write) => h('p', { class: 'write' }, `${words(write.operation)} ${write.relationship}: ${plural(write.rows, 'row')}`)));
  }

  part(part) {
    return Array.isArray(part)
      ? h('li', { class: 'burst serial' }, this.#series(part.map((burst) => burst.requests[0]), 'one after another', part, (burst) => this.#burst(burst)))
      : this.#burst(part);
  }

  /** Draws requests that are alike as one row, which opens to what they are in. */
  #series(all, note, parts, draw) {
    const [{ relationship, operation }] = all;
    const inside = h('ol', { class: 'inside', hidden: true });
    const until = all.reduce((most, request) => Math.max(most, requestEnd(request, this.#total)), 0);
    const button = this.#button(relationship, `${count(all.length)} × ${words(operation)}, ${note}`,
      all.map((request) => this.#bar('span own', request)), until - all[0].startMicros, 'series', () => {
        if (!inside.firstChild) {
          inside.append(...limited(parts, draw));
        }
        inside.hidden = !inside.hidden;
        button.setAttribute('aria-expanded', !inside.hidden);
      });
    return [button, inside];
  }

  #burst(burst) {
    const until = burstEnd(burst, this.#total);
    const together = burst.requests.length === 1 ? null : `${count(burst.requests.length)} requests wait together`;
    return h('li', { class: 'burst' },
      h('div', { class: 'row head' },
        h('span', { class: 'label' }, h('strong', {}, `Burst ${burst.number}`), together ? h('span', { class: 'note' }, together) : null),
        this.#track([this.#bar('bracket', { startMicros: burst.startMicros, durationMicros: until - burst.startMicros })]),
        this.#time(null)),
      h('ul', {}, limited(joined(burst.requests, alike), (part) => (Array.isArray(part)
        ? h('li', {}, this.#series(part, 'a statement each', part, (request) => this.#request(request)))
        : this.#request(part)))));
  }

  #request(request) {
    const { statements } = request;
    const note = requestNote(request);
    const bars = [this.#bar('span', request), ...statements.map((statement) => this.#bar(`span own ${statement.kind.toLowerCase()}${statement.error ? ' failed' : ''}`, statement))];
    if (statements.length === 1) {
      return h('li', {}, this.#opening(statements[0], request.relationship, note, bars, request));
    }
    return h('li', {},
      h('div', { class: `row request${request.error ? ' failed' : ''}` }, this.#label(request.relationship, note), this.#track(bars), this.#time(request.durationMicros)),
      request.error ? h('p', { class: 'error-text' }, request.error) : null,
      h('ul', { class: 'statements' }, limited(statements, (statement) => h('li', {},
        this.#opening(statement, words(statement.kind), `${plural(statement.rows, 'row')} · ${statement.text}`,
          [this.#bar(`span own ${statement.kind.toLowerCase()}${statement.error ? ' failed' : ''}`, statement)], statement)))));
  }

  /** A row that opens a statement. */
  #opening(statement, name, note, bars, timed) {
    const item = h('div', { class: 'opening' });
    const button = this.#button(name, note, [...bars, ...this.#firstRow(statement)], timed.durationMicros, statement.error || timed.error ? 'request failed' : 'request', () => {
      const known = this.#panels.get(statement.id);
      if (known) {
        known.remove();
        this.#panels.delete(statement.id);
      } else {
        const panel = statementPanel(statement);
        this.#panels.set(statement.id, panel);
        item.append(panel);
      }
      button.setAttribute('aria-expanded', !known);
    });
    button.dataset.statement = statement.id;
    item.append(button);
    const known = this.#panels.get(statement.id);
    if (known) {
      button.setAttribute('aria-expanded', 'true');
      item.append(known);
    }
    return item;
  }

  #firstRow({ startMicros, firstRowMicros }) {
    return firstRowMicros === null ? [] : [h('span', { class: 'first-row', title: `first row after ${duration(firstRowMicros)}`, style: { left: `${(100 * (startMicros + firstRowMicros)) / this.#total}%` } })];
  }

  #button(name, note, bars, micros, kind, click) {
    return h('button', { type: 'button', class: `row ${kind}`, 'aria-expanded': 'false', click }, this.#label(name, note), this.#track(bars), this.#time(micros));
  }

  #label(name, note) {
    return h('span', { class: 'label', title: `${name}\n${note}` }, h('strong', {}, name), h('span', { class: 'note' }, note));
  }

  #track(bars) {
    return h('span', { class: 'track', 'aria-hidden': 'true' }, bars);
  }

  #time(micros) {
    return h('span', { class: 'time' }, micros === null ? '' : duration(micros));
  }

  #bar(kind, { startMicros, durationMicros }) {
    return bar(kind, startMicros, durationMicros ?? this.#total - startMicros, this.#total);
  }
}

function requestNote({ operation, keys, lookups, fromMemory, rows, demand, outcome }) {
  return [
    words(operation),
    keys ? plural(keys, 'key') : null,
    keys && lookups > keys ? `for ${plural(lookups, 'lookup')}` : null,
    fromMemory ? `${count(fromMemory)} from memory` : null,
    plural(rows, 'row'),
    operation === 'STREAM' ? `demand ${demand === null ? 'without limit' : count(demand)}` : null,
    outcome === 'CANCELLED' ? 'cancelled' : outcome === 'ERROR' ? 'failed' : outcome === null ? 'runs now' : null,
  ].filter(Boolean).join(' · ');
}

function nice(raw) {
  const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= raw) ?? power * 10;
}

function tickText(micros) {
  return micros >= 1_000_000 ? `${+(micros / 1_000_000).toFixed(2)} s` : micros >= 1000 ? `${+(micros / 1000).toFixed(2)} ms` : `${+micros.toFixed(0)} µs`;
}
