// A page that comes back with a problem starts there; its links go to the fields, also to groups.
import { one } from "./page.js";

export function startProblems() {
  focusProblem(document);
  document.addEventListener("htmx:afterSwap", (event) => focusProblem(event.detail.target));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-problem] a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const target = field.matches("fieldset") ? (one("input, select, textarea", field) ?? field) : field;
    target.focus();
    target.closest(".field")?.scrollIntoView({ block: "nearest" });
  });
}

function focusProblem(within) {
  one("[data-problem]", within)?.focus();
}
