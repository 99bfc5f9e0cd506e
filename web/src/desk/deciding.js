// The decision: a click or a key chooses one and goes to its words; the arrows only choose, as radio buttons do.
import { all, one, say } from "../shell/page.js";

const READ_FIRST = "Read to the end first; then press A again.";

export function startDeciding() {
  document.addEventListener("click", (event) => {
    const label = event.target.closest("label.way");
    if (label && event.target.tagName !== "INPUT") chosenByHand(event, label);
    const link = event.target.closest("a[data-choose]");
    if (link && one(".ways")) choose(event, link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.(".way-of")) one(".ways input:checked")?.focus();
  });
  addEventListener("scroll", look, { passive: true });
  document.addEventListener("brought", () => {
    seen = false; // the words may be others
    look();
  });
}

let seen = false;

/** Whether the end of the words and pictures was on the screen: nobody opens an approval before. */
function look() {
  const end = one("[data-end-of-words]");
  seen ||= !end || end.getBoundingClientRect().top < innerHeight;
  return seen;
}

function chosenByHand(event, label) {
  event.preventDefault();
  const radio = one("input", label);
  if (radio.value === "approve" && !look()) {
    one("[data-end-of-words]")?.scrollIntoView({ block: "end" });
    say(READ_FIRST);
    return;
  }
  radio.checked = true;
  toWords(radio.value);
}

function choose(event, link) {
  event.preventDefault();
  const radio = all(".ways input").find((input) => input.value === link.dataset.choose);
  if (!radio) return;
  radio.checked = true;
  if (link.dataset.advice) addAdvice(link.dataset.advice);
  toWords(radio.value);
}

/** More than one piece of advice can be returned at once; each stands once. */
function addAdvice(advice) {
  const field = one("[data-way=return] textarea");
  if (!field.value.includes(advice)) field.value = field.value.trim() ? `${field.value.trim()}\n\n${advice}` : advice;
}

function toWords(way) {
  const panel = one(`[data-way="${way}"]`);
  const field = one("textarea, select", panel);
  panel?.scrollIntoView({ block: "nearest" });
  field?.focus({ preventScroll: true });
  if (field?.value) field.setSelectionRange?.(field.value.length, field.value.length);
}
