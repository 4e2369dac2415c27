/** Places boxes in columns by what leads to what, and orders each column so that lines cross little. */

const KEY_ON_OWNER = new Set(['MANY_TO_ONE', 'ONE_TO_ONE']);

export const BOX = { width: 190, head: 46, row: 28, gap: 28, between: 70, pad: 6 };

/**
 * Places the types of a model.
 *
 * @returns boxes by name with x, y, height, and the size of all
 */
export function layout({ types, relationships }) {
  const rows = new Map(types.map((type) => [type.name, relationships.filter((relationship) => relationship.owner === type.name)]));
  const columns = columnsOf(types, relationships);
  order(columns, relationships);
  const boxes = new Map();
  const heights = columns.map((column) => column.reduce((sum, name) => sum + height(rows.get(name)) + BOX.gap, -BOX.gap));
  const tallest = Math.max(0, ...heights);
  columns.forEach((column, index) => {
    let y = (tallest - heights[index]) / 2;
    for (const name of column) {
      boxes.set(name, { name, x: index * (BOX.width + BOX.between), y, height: height(rows.get(name)), rows: rows.get(name) });
      y += height(rows.get(name)) + BOX.gap;
    }
  });
  return { boxes, width: columns.length * (BOX.width + BOX.between) - BOX.between, height: tallest };
}

const height = (rows) => BOX.head + rows.length * BOX.row + (rows.length ? BOX.pad : 0);

/** A type stands one column after the last of those that it refers to; cycles are cut where they are met. */
function columnsOf(types, relationships) {
  const before = new Map(types.map((type) => [type.name, new Set()]));
  for (const { kind, owner, target } of relationships) {
    if (owner !== target && before.has(owner) && before.has(target)) {
      const [child, parent] = KEY_ON_OWNER.has(kind) ? [owner, target] : [target, owner];
      if (!kind.startsWith('MANY_TO_MANY') || !before.get(owner).has(target)) {
        before.get(child).add(parent);
      }
    }
  }
  const ranks = new Map();
  const rank = (name, path) => {
    if (!ranks.has(name)) {
      const parents = [...before.get(name)].filter((parent) => !path.has(parent));
      ranks.set(name, parents.reduce((most, parent) => Math.max(most, 1 + rank(parent, new Set([...path, name]))), 0));
    }
    return ranks.get(name);
  };
  types.forEach((type) => rank(type.name, new Set()));
  const columns = [];
  ranks.forEach((column, name) => (columns[column] ??= []).push(name));
  return columns.filter(Boolean);
}

function order(columns, relationships) {
  for (let round = 0; round < 4; round++) {
    const places = new Map(columns.flatMap((column) => column.map((name, index) => [name, index / Math.max(1, column.length - 1)])));
    for (const column of columns) {
      const weight = new Map(column.map((name) => [name, middle(name, places, relationships)]));
      column.sort((one, other) => weight.get(one) - weight.get(other));
    }
  }
}

function middle(name, places, relationships) {
  const near = relationships.flatMap(({ owner, target }) => (owner === name ? [target] : target === name ? [owner] : []))
    .filter((other) => other !== name && places.has(other)).map((other) => places.get(other));
  return near.length ? near.reduce((sum, place) => sum + place, 0) / near.length : places.get(name);
}

/** Draws the path of a relationship from its row to the head of the box that it leads to. */
export function path(boxes, relationship) {
  const from = boxes.get(relationship.owner);
  const to = boxes.get(relationship.target);
  if (!from || !to) {
    return null;
  }
  const startY = from.y + BOX.head + (from.rows.indexOf(relationship) + 0.5) * BOX.row;
  const endY = to.y + BOX.head / 2;
  if (from.x === to.x) {
    const x = from.x + BOX.width;
    const out = x + 34 + Math.min(20, Math.abs(endY - startY) / 12);
    return `M${x} ${startY} C${out} ${startY} ${out} ${endY} ${x} ${endY}`;
  }
  const right = from.x < to.x;
  const startX = right ? from.x + BOX.width : from.x;
  const endX = right ? to.x : to.x + BOX.width;
  const bend = Math.max(40, Math.abs(endX - startX) / 2);
  return `M${startX} ${startY} C${startX + (right ? bend : -bend)} ${startY} ${endX + (right ? -bend : bend)} ${endY} ${endX} ${endY}`;
}
