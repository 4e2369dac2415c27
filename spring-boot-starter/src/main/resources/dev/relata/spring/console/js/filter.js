const TIME = /^>(\d+(?:\.\d+)?)(us|µs|ms|s)?$/;
const UNITS = { us: 1, 'µs': 1, ms: 1000, s: 1_000_000 };

const STATES = {
  'is:finding': (summary) => summary.findings > 0,
  'is:error': (summary) => summary.outcome === 'ERROR',
  'is:cancelled': (summary) => summary.outcome === 'CANCELLED',
  'is:running': (summary) => summary.durationMicros === null,
};

/** Reads a filter of requests: words of the name, ">50ms", "is:finding"; all of them must hold. */
export function parseFilter(text) {
  const tests = text.trim().toLowerCase().split(/\s+/).filter(Boolean).map(test);
  return (summary) => tests.every((holds) => holds(summary));
}

function test(word) {
  const time = TIME.exec(word);
  if (time) {
    const least = Number(time[1]) * UNITS[time[2] ?? 'ms'];
    return (summary) => summary.durationMicros > least;
  }
  return STATES[word] ?? ((summary) => summary.name.toLowerCase().includes(word));
}
