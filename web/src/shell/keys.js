// Keys: ? shows them, / searches, g and a letter goes to a room, j and k walk a list, a letter of the page acts.
// Single letters rest while someone types, and can be turned off altogether (WCAG 2.1.4).
import { all, one, remember } from "./page.js";

const PATIENCE = 1500; // ms between g and the letter of a room

let going = 0;

export function startKeys() {
  document.addEventListener("keydown", pressed);
  const dialog = one("#keys");
  if (!dialog) return;
  listPageKeys(dialog);
  for (const opener of all("[data-open-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }
  const choice = one("[data-keys-switch]", dialog);
  choice.checked = lettersOn();
  choice.addEventListener("change", () => {
    if (choice.checked) delete document.documentElement.dataset.keys;
    else document.documentElement.dataset.keys = "off";
    remember("keys", choice.checked ? "" : "off");
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

const lettersOn = () => document.documentElement.dataset.keys !== "off";

/** Whether the key would be a letter of something that is being written or chosen. */
export function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key.length !== 1 || !lettersOn() || typing(event.target)) return;
  const act = actOf(event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

function actOf(key) {
  if (going && performance.now() - going < PATIENCE) {
    going = 0;
    const room = one(`[data-go="${CSS.escape(key)}"]`);
    if (room) return () => room.click();
  }
  going = 0;
  if (key === "g") return () => (going = performance.now());
  if (key === "?") return () => one("#keys")?.showModal();
  if (key === "/") return inPage("[data-search], input[type=search]", (field) => field.focus());
  const list = one("[data-keys-list]");
  if (list && (key === "j" || key === "k")) return () => walk(list, key === "j" ? 1 : -1);
  if (list && key === "o") return inPage("[data-keys-list] .at [href], [data-keys-list] a:focus", (link) => open(link.href, "_blank", "noopener"));
  return inPage(`[data-key="${CSS.escape(key)}"]`, act);
}

/** What to do with the first that is there and seen, or nothing. */
function inPage(what, act) {
  const found = all(what).find((element) => element.getClientRects().length);
  return found && (() => act(found));
}

/** Fields take the focus; buttons and links do what a click does. */
function act(element) {
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
}

function walk(list, step) {
  const links = [...list.children].map((row) => one("a[href], summary, button", row)).filter(Boolean);
  if (!links.length) return;
  const rows = links.map((link) => link.closest("[data-keys-list] > *"));
  const inside = rows.findIndex((row) => row.contains(document.activeElement));
  const marked = rows.findIndex((row) => row.classList.contains("at"));
  const to = inside < 0 ? Math.max(0, marked) : Math.min(links.length - 1, Math.max(0, inside + step));
  rows.forEach((row, place) => row.classList.toggle("at", place === to));
  links[to].focus();
  links[to].scrollIntoView({ block: "nearest" });
}

/** The page's own keys come from its elements: data-key is the letter, data-key-name or the text what it does. */
function listPageKeys(dialog) {
  const section = one("[data-page-keys]", dialog);
  const list = one("dl", section);
  for (const element of all("[data-key]")) {
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key;
    const [row, term, meaning] = ["div", "dt", "dd"].map((name) => document.createElement(name));
    term.append(key);
    meaning.textContent = element.dataset.keyName ?? wordsOf(element);
    row.append(term, meaning);
    list.append(row);
  }
  section.hidden = !list.children.length;
}

function wordsOf(element) {
  const copy = element.cloneNode(true);
  for (const key of all("kbd", copy)) key.remove();
  return copy.textContent.trim();
}
