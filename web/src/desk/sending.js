// Sends a form or a question and says what came back: where to go on, or a sentence for the person. Words stay in the page.
import { all, one } from "../shell/page.js";

export const UNREACHED = "We could not reach Bedside. Nothing is lost; try again.";
export const NOT_READ = "That did not work. Nothing is lost; try again.";

export const NOBODY = "Nobody is signed in yet. Sign in in another tab; what you wrote stays here.";
export const SOMEONE_ELSE = "Somebody else is signed in in this browser now. Copy what you wrote, then load the page again.";

/** What a form sends, with what it came to: { ok, to, told } or { ok: false, sentence, again, signIn, stale }. */
export function send(form) {
  return tried(() => post(form.action, new FormData(form)));
}

/** A question in JSON, with what came back. */
export function ask(address, question) {
  return tried(() => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": one("meta[name=csrf-token]")?.content ?? "" };
    return post(address, JSON.stringify(question), headers);
  });
}

async function post(address, body, headers = {}) {
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

let ended = false; // the session, as far as the last answer said

/** With the token of the session that is open now, where somebody had to sign in again meanwhile. */
async function tried(act) {
  const trouble = ended ? await renewed() : "";
  if (trouble) return refused({ sentence: trouble });
  const answer = await act();
  ended = Boolean(answer.signIn);
  if (!answer.forged) return answer;
  const more = await renewed();
  return more ? refused({ sentence: more }) : act();
}

/** Takes the token from the page as it is served now; "" if that is fine, else why not. */
async function renewed() {
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.redirected) return NOBODY;
    if (!answer.ok) return NOT_READ;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return UNREACHED;
  }
  const token = one("meta[name=csrf-token]", page)?.content;
  if (!token) return NOT_READ;
  if (nameIn(page) !== nameIn(document)) return SOMEONE_ELSE;
  one("meta[name=csrf-token]").content = token;
  for (const field of all("input[name=csrfmiddlewaretoken]")) field.value = token;
  return "";
}

const nameIn = (page) => one(".me .who", page)?.textContent;

/** A problem document as the page takes it. */
export function refusal(status, told) {
  return refused({
    sentence: told?.detail || NOT_READ,
    again: told?.type === "is-it-you",
    signIn: status === 401 ? told?.sign_in : undefined,
    stale: status === 409,
    forged: told?.type === "other-session", // the page's token is not of the session that is open now
  });
}

const refused = (more) => ({ ok: false, ...more });
