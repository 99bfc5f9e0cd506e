// Sends a form or a question and says what came back: where to go on, or a sentence for the person. Words stay in the page.

export const UNREACHED = "We could not reach Bedside. Nothing is lost; try again.";
export const NOT_READ = "That did not work. Nothing is lost; try again.";

/** What a form sends, with what it came to: { ok, to, told } or { ok: false, sentence, again, signIn, stale }. */
export async function send(form) {
  return post(form.action, new FormData(form));
}

export async function post(address, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json", ...headers } });
  } catch {
    return refused({ sentence: UNREACHED });
  }
  const told = await answer.json().catch(() => null);
  if (answer.ok) return told ? { ok: true, told, to: told.to } : refused({ sentence: NOT_READ });
  return refusal(answer.status, told);
}

/** A problem document as the page takes it. */
export function refusal(status, told) {
  return refused({
    sentence: told?.detail || NOT_READ,
    again: told?.type === "is-it-you",
    signIn: status === 401 ? told?.sign_in : undefined,
    stale: status === 409,
  });
}

const refused = (more) => ({ ok: false, ...more });
