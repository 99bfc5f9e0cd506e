// Menus are <details data-menu>: they open without script; with it, Esc or a click elsewhere closes them.
import { all, one } from "./page.js";

export function startMenus() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details[data-menu][open]")) {
      const within = menu.contains(document.activeElement);
      menu.open = false;
      if (within) one("summary", menu).focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}
