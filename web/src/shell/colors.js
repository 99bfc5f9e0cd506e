// Light, dark, or as the system says. The server writes the choice into the page, so nothing flashes.
import { all, remember } from "./page.js";

export function startColors() {
  const root = document.documentElement;
  const show = () => {
    for (const button of all("[data-theme-to]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeTo === (root.dataset.theme ?? "")));
  };
  for (const group of all("[data-themes]")) group.hidden = false;
  for (const button of all("[data-theme-to]"))
    button.addEventListener("click", () => {
      const theme = button.dataset.themeTo;
      if (theme) root.dataset.theme = theme;
      else delete root.dataset.theme;
      remember("theme", theme);
      show();
    });
  show();
}
