import { get } from '../api.js';
import { announce, breakable, empty, figure, h, sql, svg } from '../dom.js';
import { BOX, layout, path } from '../diagram.js';
import { count, duration, plural, words } from '../format.js';
import { findingCard } from './finding-card.js';

const EVERY = 2000;

/** The records and relationships, lit by traffic. */
export const model = { title: 'Model', open: (main, store) => new Model(main, store) };

class Model {
  #store;
  #model = null;
  #name = null;
  #timer;
  #rows = new Map();
  #lines = new Map();

  constructor(main, store) {
    this.#store = store;
    this.sub = h('p', { class: 'sub' });
    this.compare = h('button', { type: 'button', class: 'button', click: () => this.#compare() }, 'Compare with the live schema');
    this.differences = h('div', { class: 'differences' });
    this.diagram = h('div', { class: 'diagram', tabindex: '0', role: 'group', 'aria-label': 'Diagram of the model' });
    this.side = h('section', { class: 'pane side', 'aria-label': 'The chosen relationship', tabindex: '0' });
    main.append(
      h('header', { class: 'view-head' }, h('h1', {}, 'Model'), this.sub, this.compare), this.differences,
      h('div', { class: 'model-body' }, this.diagram, this.side));
    this.#load();
    this.#timer = setInterval(() => !document.hidden && this.#load(), EVERY);
  }

  close() {
    clearInterval(this.#timer);
  }

  route(argument) {
    this.#name = argument;
    this.#choose();
  }

  update() {}

  key({ key }) {
    const buttons = [...this.diagram.querySelectorAll('a.relationship')];
    if (key === 'Escape' && this.#name !== null) {
      location.hash = '#/model';
      return true;
    }
    if ((key !== 'j' && key !== 'k') || buttons.length === 0) {
      return false;
    }
    const at = buttons.indexOf(document.activeElement);
    buttons[Math.max(0, Math.min(buttons.length - 1, at < 0 ? 0 : at + (key === 'j' ? 1 : -1)))].focus();
    return true;
  }

  async #load() {
    try {
      const read = await get('model');
      const first = this.#model === null;
      this.#model = read;
      if (first) {
        this.#draw();
        this.#choose();
      }
      this.#light();
    } catch (error) {
      if (this.#model === null) {
        this.diagram.replaceChildren(empty('The model cannot be read', error.message));
      }
    }
  }

  #draw() {
    const { types, relationships } = this.#model;
    this.sub.textContent = `${plural(types.length, 'type')}, ${plural(relationships.length, 'relationship')}`;
    if (types.length === 0) {
      this.diagram.replaceChildren(empty('No types', 'The model of this application is empty.'));
      return;
    }
    const { boxes, width, height } = layout(this.#model);
    const size = { width: `${width}px`, height: `${height}px` };
    const lines = svg('svg', { class: 'lines', width: width + 60, height, 'aria-hidden': 'true' }, relationships.map((relationship) => {
      const line = svg('path', { d: path(boxes, relationship) ?? '', class: 'relation' });
      this.#lines.set(relationship.name, line);
      return line;
    }));
    this.diagram.replaceChildren(h('div', { class: 'canvas', style: size }, lines,
      types.map((type) => this.#box(type, boxes.get(type.name)))));
  }

  #box(type, { x, y, height, rows }) {
    return h('section', { class: 'box', 'aria-label': type.name, style: { left: `${x}px`, top: `${y}px`, width: `${BOX.width}px`, 'min-height': `${height}px` } },
      h('header', { title: `${type.javaType}\n${type.attributes.map((attribute) => `${attribute.name}: ${attribute.column}`).join('\n')}` },
        h('strong', {}, type.name), h('span', {}, `${type.table} · ${plural(type.attributes.length, 'column')}`)),
      rows.length ? h('ul', {}, rows.map((relationship) => h('li', {}, this.#row(relationship)))) : null);
  }

  #row(relationship) {
    const row = h('a', { class: 'relationship', href: `#/model/${encodeURIComponent(relationship.name)}`, title: `${relationship.name} → ${relationship.target}` },
      h('span', { class: 'relation-name' }, relationship.name.slice(relationship.name.lastIndexOf('.') + 1)),
      h('span', { class: 'relation-target' }, target(relationship)));
    this.#rows.set(relationship.name, row);
    return row;
  }

  /** Lights rows and lines by the share of statements, on a scale of logarithms: what is used at all is seen. */
  #light() {
    const traffic = this.#model.traffic ?? {};
    const most = Math.max(1, ...Object.values(traffic).map((sums) => sums.requests));
    for (const [name, row] of this.#rows) {
      const requests = traffic[name]?.requests ?? 0;
      const heat = requests === 0 ? 0 : 0.25 + 0.75 * (Math.log1p(requests) / Math.log1p(most));
      for (const element of [row, this.#lines.get(name)]) {
        element.style.setProperty('--heat', heat.toFixed(3));
        element.classList.toggle('lit', heat > 0);
      }
    }
  }

  #choose() {
    for (const [name, row] of this.#rows) {
      name === this.#name ? row.setAttribute('aria-current', 'true') : row.removeAttribute('aria-current');
      this.#lines.get(name).classList.toggle('chosen', name === this.#name);
    }
    this.side.parentElement.classList.toggle('chosen', this.#name !== null);
    if (this.#name === null) {
      this.side.replaceChildren(empty('No relationship is chosen', 'Choose one in the diagram to see its statements, batch sizes and findings. The brighter, the more it is used.'));
    } else if (this.#model) {
      this.#show(this.#name);
    }
  }

  async #show(name) {
    const relationship = this.#model.relationships.find((one) => one.name === name);
    if (!relationship) {
      this.side.replaceChildren(empty('Unknown relationship', `The model has none of the name ${name}.`));
      return;
    }
    let use;
    try {
      use = await get(`relationships/${encodeURIComponent(name)}`);
    } catch (error) {
      use = { sizes: [], statements: [], error: error.message };
    }
    if (this.#name === name) {
      this.side.replaceChildren(...this.#sheet(relationship, this.#model.traffic?.[name], use));
      // On small screens it stands above or below the diagram.
      this.side.scrollIntoView({ block: 'nearest' });
    }
  }

  #sheet(relationship, traffic, use) {
    const found = this.#store.findings.filter((finding) => finding.subject === relationship.name);
    return [
      h('header', { class: 'detail-head' }, h('h2', { title: relationship.name }, breakable(relationship.name)),
        h('p', { class: 'meta' }, `${words(relationship.kind)}, ${relationship.owner} → ${relationship.target}${relationship.optional ? ', optional' : ''}`)),
      traffic ? figures(traffic) : h('p', { class: 'note' }, 'Not used since the recording began.'),
      use.error ? h('p', { class: 'error-text' }, use.error) : null,
      use.sizes.length ? sizes(use.sizes) : null,
      found.length ? h('section', { class: 'found' }, h('h3', {}, 'Findings'), found.map((finding) => findingCard(finding))) : null,
      use.statements.length ? statements(use.statements) : null,
    ].filter(Boolean);
  }

  async #compare() {
    this.compare.disabled = true;
    this.differences.replaceChildren(h('p', { class: 'note' }, 'Reading the schema of the database…'));
    try {
      const { differences } = await get('differences');
      const text = differences.length ? `${plural(differences.length, 'difference')} between the model and the live schema` : 'The live schema fits the model.';
      this.differences.replaceChildren(h('section', { class: `compare-result ${differences.length ? 'warn' : 'ok'}` },
        h('h2', {}, text), differences.length ? h('ul', {}, differences.map((difference) => h('li', {}, difference))) : null,
        h('button', { type: 'button', class: 'button quiet small', click: () => this.differences.replaceChildren() }, 'Close')));
      announce(text);
    } catch (error) {
      this.differences.replaceChildren(h('p', { class: 'error-text', role: 'alert' }, error.message));
    } finally {
      this.compare.disabled = false;
    }
  }
}

const target = ({ kind, target: name, optional }) => (kind.includes('TO_MANY') ? `${name}[]` : `${name}${optional ? '?' : ''}`);

function figures({ requests: sent, lookups, keys, rows, largest }) {
  return h('dl', { class: 'figures' },
    figure(count(sent), 'statements'), figure(count(lookups), 'lookups'), figure(sent ? (keys / sent).toFixed(1) : '–', 'keys each'),
    figure(count(largest), 'largest batch'), figure(count(rows), 'rows'));
}

function sizes(list) {
  const most = Math.max(...list.map((size) => size.requests));
  return h('section', { class: 'sizes' }, h('h3', {}, 'Keys of a statement'),
    h('ul', {}, list.map(({ keys, requests }) => h('li', {}, h('span', { class: 'size' }, keys),
      h('span', { class: 'gauge thin', 'aria-hidden': 'true' }, h('span', { class: 'fill', style: { width: `${(100 * requests) / most}%` } })),
      h('span', { class: 'number' }, plural(requests, 'statement'))))));
}

function statements(list) {
  return h('section', { class: 'used' }, h('h3', {}, 'Statements'), list.map((statement) => h('article', {},
    h('pre', { class: 'sql', tabindex: '0', 'aria-label': 'Statement' }, sql(statement.text)),
    h('p', { class: 'meta' }, `${plural(statement.count, 'time')} · ${duration(statement.micros / Math.max(1, statement.count))} each · ${plural(statement.rows, 'row')} · `,
      h('a', { href: `#/requests/${statement.pipeline}` }, 'latest request')))));
}
