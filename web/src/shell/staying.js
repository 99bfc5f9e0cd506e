// Before somebody is signed out for being away, the page asks whether they are still here. Typing counts as being here,
// also where nothing is sent; asking the server how long is left does not.
import { one } from "./page.js";

const WARNING = 60_000; // ms before the end
const PING = 60_000; // ms between two messages that somebody is here
const ACTS = ["keydown", "pointerdown", "input"];

let note, seen, told, timer;

export function startStaying() {
  note = one("#staying");
  if (!note) return;
  seen = told = Date.now();
  for (const act of ACTS) addEventListener(act, here, { passive: true });
  one("button", note).addEventListener("click", stay);
  wait(Number(note.dataset.idle) * 60_000 - WARNING);
}

const wait = (ms) => {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(ms, 1000));
};

function here() {
  seen = Date.now();
  if (note.hidden && seen - told > PING) stay();
}

/** How long is left, and what to do about it. */
async function look() {
  const left = await ask(note.dataset.session, "GET");
  if (left === null) return wait(WARNING / 4);
  if (left <= 0) return leave();
  note.hidden = left * 1000 > WARNING + 1000;
  wait(note.hidden ? left * 1000 - WARNING : left * 1000 + 500);
}

async function stay() {
  told = Date.now();
  const left = await ask(note.dataset.stay, "POST");
  if (left === null) return;
  if (left <= 0) return leave();
  note.hidden = true;
  wait(left * 1000 - WARNING);
}

/** Seconds; 0 where the session is over, null where the line is. */
async function ask(address, method) {
  const headers = { Accept: "application/json", "X-CSRFToken": one("meta[name=csrf-token]")?.content ?? "" };
  try {
    const answer = await fetch(address, { method, headers });
    if (answer.status === 401) return 0;
    return answer.ok ? (await answer.json()).seconds_left : null;
  } catch {
    return null;
  }
}

/** Nobody is here: what the page shows is not for whoever comes by. */
function leave() {
  location.assign(`${note.dataset.out}&next=${encodeURIComponent(location.pathname + location.search)}`);
}
