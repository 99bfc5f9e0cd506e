// htmx carries the token that proves a request is ours, and a failed request is told in words.
import { one, say } from "./page.js";

const UNREACHED = "We could not reach Bedside. Nothing is lost; try again.";

export function startPartials() {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = one("meta[name=csrf-token]")?.content;
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:sendError", () => tell(UNREACHED));
  document.addEventListener("htmx:timeout", () => tell(UNREACHED));
  document.addEventListener("htmx:responseError", (event) => tell(sentenceOf(event.detail.xhr)));
}

/** The sentence of a problem+json answer; an answer of another kind has none for people. */
function sentenceOf(answer) {
  try {
    return JSON.parse(answer.responseText).detail || UNREACHED;
  } catch {
    return answer.status === 403 ? "Your session has ended. Sign in again in another window, then come back here." : "That did not work. Nothing is lost; try again.";
  }
}

/** Beside the head of the page, where it stays until the page is left. */
function tell(words) {
  const main = one("#main");
  if (!main) return say(words);
  const note = document.createElement("p");
  note.className = "note hold told";
  note.setAttribute("role", "alert");
  const inside = document.createElement("span");
  inside.textContent = words;
  note.append(inside);
  one(".told", main)?.remove();
  main.prepend(note);
}
