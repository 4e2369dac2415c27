/** Talks to the server of the page, and to nobody else. */

/** The failure of a call, with a text for people. */
export class ApiError extends Error {
  constructor(status, message, suggestions = []) {
    super(message);
    this.status = status;
    this.suggestions = suggestions;
  }
}

/** Reads a resource as JSON. */
export async function get(path, signal) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', signal });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new ApiError(0, 'The server does not answer. Does ./demo --serve still run?');
  }
  if (!response.ok) {
    throw await failure(response);
  }
  return response.json();
}

/** Reads why a response is none. */
export async function failure(response) {
  const body = await response.json().catch(() => ({}));
  return new ApiError(response.status, body.detail ?? body.message ?? `HTTP ${response.status}`, body.suggestions);
}
