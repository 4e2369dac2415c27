/** Writes numbers and times, always the same way. */

const NUMBER = new Intl.NumberFormat('en');

/** Writes a count with separators. */
export const count = (value) => NUMBER.format(Math.round(value));

/** Writes a count and its noun. */
export const plural = (value, noun) => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** Writes microseconds with a fitting unit. */
export function duration(micros) {
  if (micros < 1000) {
    return `${Math.round(micros)} µs`;
  }
  return micros < 1_000_000 ? `${digits(micros / 1000)} ms` : `${digits(micros / 1_000_000)} s`;
}

function digits(value) {
  return value < 10 ? value.toFixed(1) : count(value);
}

/** Writes bytes. */
export const megabytes = (bytes) => `${(bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0)} MB`;

/** The address of a type's page. */
export const typePath = (name) => `/types/${encodeURIComponent(name)}`;
