/** Talks to the application that serves the page, and to nobody else. Addresses are relative to the page. */

/** The failure of a call, with a text for people. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', redirect: 'error', ...options });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new ApiError(0, 'The application does not answer. Is it running?');
  }
  if (!response.ok) {
    throw new ApiError(response.status, await problem(response));
  }
  return response.status === 204 ? null : response.json();
}

async function problem(response) {
  try {
    const body = await response.json();
    return body.detail ?? body.title ?? `HTTP ${response.status}`;
  } catch {
    return `HTTP ${response.status} ${response.statusText}`;
  }
}

/** Reads a resource. */
export const get = (path, signal) => call(path, { signal });

/** Changes something. The header is one that no form of another site can send. */
export const send = (method, path, body) => call(path, {
  method,
  headers: { 'X-Relata-Console': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
  body: body === undefined ? undefined : JSON.stringify(body),
});
