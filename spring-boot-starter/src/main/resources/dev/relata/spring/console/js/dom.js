/** Makes elements. Styles are set as properties, never as attributes, which the content security policy would refuse. */

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'style') {
      for (const [property, text] of Object.entries(value)) {
        element.style.setProperty(property, text);
      }
    } else if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Makes an element of HTML; an attribute with a function is a listener, one that is null or false is left out. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an element of SVG. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Says something to screen readers. */
export function announce(text) {
  document.getElementById('announcements').textContent = text;
}

/** Makes what a view shows where it has nothing to show: a title, what to do, and perhaps more. */
export function empty(title, ...children) {
  return h('div', { class: 'empty' }, h('h2', {}, title), ...children.map((child) => (typeof child === 'string' ? h('p', {}, child) : child)));
}

/** Makes a figure with its name below. */
export function figure(value, name, tone) {
  return h('div', { class: `figure${tone ? ` ${tone}` : ''}` }, h('dd', {}, value), h('dt', {}, name));
}

/** Makes a button that copies a text and says so. */
export function copyButton(text, what = 'Copy') {
  const button = h('button', {
    type: 'button',
    class: 'button small',
    click: async () => {
      const copied = await copy(text);
      button.textContent = copied ? 'Copied' : 'Press Ctrl+C';
      announce(copied ? 'Copied to the clipboard' : 'Selected; press Ctrl+C to copy');
      setTimeout(() => (button.textContent = what), 1600);
    },
  }, what);
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers give the clipboard to secure origins only, which a console on another host of the network is not.
    const area = h('textarea', { class: 'hidden', readonly: true }, text);
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

/** Lets a long path or name break after its slashes and dots. */
export function breakable(text) {
  return text.split(/(?<=[/.])/).flatMap((part, index) => (index ? [h('wbr'), part] : [part]));
}

const KEYWORDS = /\b(SELECT|FROM|WHERE|JOIN|LEFT|INNER|LATERAL|ON|AND|OR|NOT|IN|ANY|IS|NULL|ORDER BY|GROUP BY|LIMIT|OFFSET|INSERT INTO|VALUES|UPDATE|SET|DELETE|RETURNING|WITH|AS|DECLARE|CURSOR|FOR|FETCH|FORWARD|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|CREATE|INDEX|EXISTS|UNION ALL|UNION|CLOSE|COPY|ASC|DESC|CAST|DISTINCT|USING)\b/;

/** Splits a statement into text and keywords. */
export function sql(text) {
  return h('code', {}, text.split(KEYWORDS).map((part, index) => (index % 2 ? h('b', {}, part) : part)));
}
