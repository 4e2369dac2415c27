/** Makes elements. Styles are set as properties, never as attributes, which the content security policy would refuse. */

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (typeof value === 'function') {
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

/** Says below the page what it took. */
export function foot(...parts) {
  document.getElementById('foot').replaceChildren(...parts.flat().filter(Boolean).map((part) => h('span', {}, part)));
}

/** Makes a figure with its name below. */
export function figure(name, value, id) {
  return h('div', { class: 'figure' }, h('dt', {}, name), h('dd', { id }, value));
}
