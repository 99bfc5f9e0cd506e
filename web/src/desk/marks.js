// A mark in the words and its card belong together: one leads to the other, and both light up.
import { all, one } from "../shell/page.js";

export function startMarks() {
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-marks]");
    if (mark) openCard(next(mark));
  });
  document.addEventListener("toggle", ({ target }) => target.matches?.("[data-concern]") && light(), true);
  light();
  document.addEventListener("brought", light);
}

/** The concern on top; of several that are here, a second click goes to the next. */
function next(mark) {
  const numbers = mark.dataset.marks.split(" ");
  const here = numbers.indexOf(document.activeElement?.closest("[data-concern]")?.dataset.concern ?? "");
  return here < 0 ? mark.dataset.top : numbers[(here + 1) % numbers.length];
}

function openCard(number) {
  const card = one(`[data-concern="${number}"]`);
  if (!card) return;
  for (const outer of [card, card.parentElement.closest("details")]) if (outer) outer.open = true;
  light();
  card.scrollIntoView({ block: "nearest" });
  one("summary", card).focus({ preventScroll: true });
}

/** Marks of the cards that stand open. */
function light() {
  const open = new Set(all("[data-concern][open]").map((card) => card.dataset.concern));
  for (const mark of all("[data-marks]")) mark.classList.toggle("at", mark.dataset.marks.split(" ").some((number) => open.has(number)));
}
