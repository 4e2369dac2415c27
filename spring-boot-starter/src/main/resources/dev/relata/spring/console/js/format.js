/** Writes numbers and times, always the same way. */

const NUMBER = new Intl.NumberFormat('en');

/** Writes a count with separators. */
export function count(value) {
  return value === null || value === undefined ? '–' : NUMBER.format(value);
}

/** Writes a count and its noun. */
export function plural(value, noun, nouns = `${noun}s`) {
  return `${count(value)} ${value === 1 ? noun : nouns}`;
}

/** Writes microseconds with three digits and a fitting unit. */
export function duration(micros) {
  if (micros === null || micros === undefined) {
    return '–';
  }
  if (micros < 1000) {
    return `${Math.round(micros)} µs`;
  }
  if (micros < 999_500) {
    return `${digits(micros / 1000)} ms`;
  }
  if (micros < 60_000_000) {
    return `${digits(micros / 1_000_000)} s`;
  }
  const seconds = Math.round(micros / 1_000_000);
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function digits(value) {
  return value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : NUMBER.format(Math.round(value));
}

/** Writes bytes as megabytes. */
export function megabytes(bytes) {
  return `${count(Math.round(bytes / 1_048_576))} MB`;
}

/** Writes the time of day. */
export function clock(instant) {
  return new Date(instant).toLocaleTimeString('en-GB');
}

/** Writes an enum's constant as words, such as "sequential scan". */
export function words(constant) {
  return constant.toLowerCase().replaceAll('_', ' ');
}

const VERB = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY) (.*)$/s;

/** Splits the name of a pipeline into a method of HTTP, or none, and the rest. */
export function methodAndPath(name) {
  const match = VERB.exec(name);
  return match ? [match[1], match[2]] : [null, name];
}
