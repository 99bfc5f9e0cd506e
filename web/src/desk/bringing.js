// Brings a page of ours in without losing what is being typed: fields of forms that are still there keep their words, what
// has lost its form is shown to take along. Only in memory, and only while the page stands.
import { all, one, say } from "../shell/page.js";
import { kept, lost } from "./typed.js";

const MAIN = "#main";

export function startBringing() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-bring]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    bring(link.href);
  });
}

/** Go on to where an answer says: in place where it is this page. */
export async function arrive(address) {
  const to = new URL(address, location.href);
  if (to.pathname === location.pathname) await bring(address);
  else location.assign(address);
}

export async function bring(address) {
  const to = new URL(address, location.href);
  let answer;
  try {
    answer = await fetch(to, { headers: { Accept: "text/html" } });
  } catch {
    return location.assign(address);
  }
  if (!answer.ok || answer.redirected) return location.assign(answer.redirected ? answer.url : address);
  put(new DOMParser().parseFromString(await answer.text(), "text/html"), to);
}

function put(page, to) {
  const main = one(MAIN);
  const typed = kept(main);
  const focused = document.activeElement?.closest("[id]")?.id;
  const open = all("details[open][id]", main).map((details) => details.id);
  const height = scrollY;
  main.replaceChildren(...one(MAIN, page).childNodes);
  document.title = page.title;
  history.replaceState(null, "", to.pathname + to.search);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const left = lost(main, typed);
  window.htmx?.process(main);
  (document.getElementById(focused) ?? main).focus({ preventScroll: true });
  scrollTo(0, height);
  const told = one(".messages", main);
  if (told) say(told.textContent.trim());
  if (left.length) {
    main.prepend(toTakeAlong(left));
    main.firstElementChild.scrollIntoView({ block: "nearest" });
  }
  document.dispatchEvent(new CustomEvent("brought"));
}

/** What was typed into a form that is gone: shown, so that it can be copied. */
function toTakeAlong(left) {
  const note = document.createElement("section");
  note.className = "note advice taken-along";
  const inside = document.createElement("div");
  inside.className = "stack s1";
  const heading = document.createElement("h2");
  heading.textContent = "What you were writing";
  inside.append(heading, ...left.map(quoted));
  note.append(inside);
  return note;
}

function quoted(words) {
  const element = document.createElement("p");
  element.className = "typed";
  element.textContent = words;
  return element;
}
