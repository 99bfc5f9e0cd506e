// Questions to the server: one way to ask, and three ways to fail.

/** The server answered, and said no: `status`, `title`, `detail` (a sentence for the person), and what else it sent. */
export class Problem extends Error {
  constructor({ status, title = "", detail = "", ...more }) {
    super(`${status} ${title}`);
    Object.assign(this, { status, title, detail, more });
  }

  /** Whether nobody is signed in any more, or not as someone who may do this. */
  get signedOut() {
    return this.status === 401 || this.status === 403;
  }

  /** Whether the same question may well be answered later. */
  get passing() {
    return this.status === 429 || this.status >= 500;
  }
}

/** The question did not reach the server. */
export class Away extends Error {}

/**
 * Ask, and get the answer as a value.
 *
 * Raises: Problem; Away; an AbortError when `signal` was used.
 */
export async function ask(url, payload, { token, signal, fetch = globalThis.fetch }) {
  const response = await sent(url, payload, { token, signal, fetch });
  const answer = await read(response, signal);
  if (response.ok && answer) return answer;
  const status = response.ok ? (response.redirected ? 401 : 500) : response.status;
  throw new Problem({ ...answer, status });
}

async function sent(url, payload, { token, signal, fetch }) {
  try {
    return await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify(payload),
      signal,
    });
  } catch (failure) {
    throw signal?.aborted ? failure : new Away();
  }
}

async function read(response, signal) {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return null;
  try {
    return await response.json();
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Away(); // the line broke in the middle of the answer
  }
}

/** How long to wait before trying again, in milliseconds: 2 s, 4 s, 8 s and so on, at most a minute. */
export function patience(tries) {
  return Math.min(2000 * 2 ** Math.max(tries - 1, 0), 60_000);
}
