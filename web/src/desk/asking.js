// The private note while somebody writes what they think of posting. Asked after a pause; nothing is stored, here or there.
import { all, one, say } from "../shell/page.js";
import { ask } from "./sending.js";

const PAUSE = 700; // ms of quiet before the words are looked at
const WORDS = {
  hold: "Better change this",
  review: "Think about this",
  advice: "Advice, yours to take or leave",
  info: "Good to know",
};
const NUMBERS = ["Nothing", "One thing", "Two things", "Three things", "Four things", "Five things"];

export function startAsking() {
  for (const place of all("[data-note-of]")) lookAt(place, one(place.dataset.noteOf).textContent, place.dataset.noteWhere, place.dataset.note);
  const form = one("form[data-note]");
  if (form) whileWriting(form);
}

function whileWriting(form) {
  const place = one("[data-noticed]", form);
  const quiet = one("[data-quiet]", place);
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => lookAt(place, form.elements.words.value, form.elements.where.value, form.dataset.note, quiet), PAUSE);
  };
  form.elements.words.addEventListener("input", later);
  form.elements.where.addEventListener("change", later);
  form.addEventListener("reset", () => {
    clearTimeout(timer);
    turn += 1;
    place.replaceChildren(quiet);
    one("[data-said]", form).replaceChildren();
    form.elements.words.focus();
    say("Forgotten. Nothing was kept.");
  });
}

let turn = 0;

async function lookAt(place, words, where, address, quiet = null) {
  const mine = ++turn;
  if (!words.trim()) return place.replaceChildren(...(quiet ? [quiet] : []));
  const answer = await ask(address, { words, where });
  if (mine !== turn) return; // other words were looked at meanwhile
  place.replaceChildren(...(answer.ok ? noteOf(answer.told) : [line(answer.sentence)]));
}

/** What was found as short paragraphs: each concern once, the heaviest first. */
export function concerns(findings) {
  const order = Object.keys(WORDS);
  const found = new Map();
  for (const finding of findings) found.set(`${finding.rule} ${finding.message}`, found.get(`${finding.rule} ${finding.message}`) ?? finding);
  return [...found.values()].sort((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight));
}

export function headingOf(count) {
  return count ? `${NUMBERS[count] ?? `${count} things`} to think about` : "No rule broken, as far as a machine can see";
}

function noteOf({ findings, unchecked }) {
  const found = concerns(findings);
  const heading = document.createElement("h2");
  heading.textContent = headingOf(found.length);
  const list = document.createElement("ul");
  list.className = "stack s2";
  list.append(...found.map(item));
  const unseen = [...new Set(unchecked.map((one) => one.why))].map((why) => line(`Not looked at: ${why}`));
  const last = found.length ? [] : [line("It does not know everything. If you are unsure, ask.")];
  return [heading, ...(found.length ? [list] : []), ...unseen, ...last];
}

function item(finding) {
  const row = document.createElement("li");
  row.className = `noticed ${finding.weight}`;
  const kind = document.createElement("span");
  kind.className = "kind";
  kind.textContent = WORDS[finding.weight] ?? "";
  const what = document.createElement("strong");
  what.textContent = finding.message;
  row.append(kind, what, line(finding.advice));
  return row;
}

function line(words) {
  const element = document.createElement("p");
  element.className = "small soft";
  element.textContent = words;
  return element;
}
