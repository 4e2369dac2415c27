import { h } from './dom.js';

/** Rows above and below those that are seen. */
const MARGIN = 6;

/**
 * A listbox that has elements for the rows in sight only, all of one height. Focus stays on the list; the active row is named by
 * aria-activedescendant.
 */
export class VirtualList {
  #rows = [];
  #elements = new Map();
  #active = -1;
  #height;
  #render;
  #open;
  #frame = 0;

  /** @param options label, height of a row, render(row) → children, open(row), id(row) */
  constructor({ label, height, render, open }) {
    this.#height = height;
    this.#render = render;
    this.#open = open;
    this.space = h('div', { class: 'list-space', role: 'presentation' });
    this.host = h('div', {
      class: 'list', role: 'listbox', tabindex: '0', 'aria-label': label,
      scroll: () => this.#later(), click: (event) => this.#click(event), keydown: (event) => this.#key(event),
    }, this.space);
    new ResizeObserver(() => this.#later()).observe(this.host);
  }

  /** Shows other rows, newest first; what is in sight stays where it is. */
  show(rows) {
    const before = this.#rows;
    const kept = this.#rows[this.#active]?.id;
    this.#rows = rows;
    if (this.host.scrollTop > 0 && before.length > 0) {
      const first = Math.floor(this.host.scrollTop / this.#height);
      const moved = rows.findIndex((row) => row.id === before[Math.min(first, before.length - 1)].id) - first;
      if (moved > 0) {
        this.space.style.height = `${rows.length * this.#height}px`;
        this.host.scrollTop += moved * this.#height;
      }
    }
    this.#active = kept === undefined ? -1 : rows.findIndex((row) => row.id === kept);
    this.#draw();
  }

  /** Marks the row with an id as the one that is open, or none. */
  select(id) {
    this.selected = id;
    if (id !== null && this.#active < 0) {
      this.#active = this.#rows.findIndex((row) => row.id === id);
    }
    this.#draw();
  }

  /** Moves the active row. */
  move(by) {
    if (this.#rows.length === 0) {
      return;
    }
    const from = this.#active < 0 ? (by > 0 ? -1 : this.#rows.length) : this.#active;
    this.#active = Math.max(0, Math.min(this.#rows.length - 1, from + by));
    const top = this.#active * this.#height;
    if (top < this.host.scrollTop) {
      this.host.scrollTop = top;
    } else if (top + this.#height > this.host.scrollTop + this.host.clientHeight) {
      this.host.scrollTop = top + this.#height - this.host.clientHeight;
    }
    this.#draw();
  }

  /** Opens the active row. */
  enter() {
    const row = this.#rows[this.#active];
    if (row) {
      this.#open(row);
    }
  }

  #click(event) {
    const element = event.target.closest('[role=option]');
    const index = element ? Number(element.dataset.index) : -1;
    if (index >= 0 && this.#rows[index]) {
      this.#active = index;
      this.#open(this.#rows[index]);
    }
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.host.clientHeight / this.#height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const by = steps[event.key];
      this.move(Number.isFinite(by) ? by : by > 0 ? this.#rows.length : -this.#rows.length);
    }
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const total = this.#rows.length;
    this.space.style.height = `${total * this.#height}px`;
    const first = Math.max(0, Math.floor(this.host.scrollTop / this.#height) - MARGIN);
    const last = Math.min(total, Math.ceil((this.host.scrollTop + this.host.clientHeight) / this.#height) + MARGIN);
    const wanted = new Map();
    for (let index = first; index < last; index++) {
      wanted.set(this.#rows[index].id, index);
    }
    for (const [id, held] of this.#elements) {
      if (!wanted.has(id)) {
        held.element.remove();
        this.#elements.delete(id);
      }
    }
    for (const [id, index] of wanted) {
      this.#place(id, index, total);
    }
    const active = this.#elements.get(this.#rows[this.#active]?.id);
    if (active) {
      this.host.setAttribute('aria-activedescendant', active.element.id);
    } else {
      this.host.removeAttribute('aria-activedescendant');
    }
  }

  #place(id, index, total) {
    let held = this.#elements.get(id);
    if (!held) {
      held = { element: h('div', { role: 'option', class: 'list-row', id: `row-${id}` }), row: null, index: -1 };
      this.#elements.set(id, held);
      this.space.append(held.element);
    }
    const { element } = held;
    if (held.row !== this.#rows[index]) {
      held.row = this.#rows[index];
      element.replaceChildren(...this.#render(held.row));
    }
    element.style.transform = `translateY(${index * this.#height}px)`;
    element.dataset.index = index;
    element.setAttribute('aria-setsize', total);
    element.setAttribute('aria-posinset', index + 1);
    element.setAttribute('aria-selected', id === this.selected);
    element.classList.toggle('active', index === this.#active);
  }
}
