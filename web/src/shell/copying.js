// <button data-copy="#id" data-copied="Copied"> copies the text of an element or the value of a field.
import { all, one, say } from "./page.js";

const SHOWN_FOR = 3000;

export function startCopying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = one(button.dataset.copy);
    if (!source) return;
    const done = await copy(source);
    const words = done ? button.dataset.copied || "Copied" : "Select it and copy by hand; this browser did not let us.";
    if (!done) getSelection().selectAllChildren(source);
    say(words);
    swapWords(button, words);
  });
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.value ?? source.innerText);
    return true;
  } catch {
    return false;
  }
}

function swapWords(button, words) {
  const label = all("span", button).at(-1) ?? button;
  if (button.dataset.was === undefined) button.dataset.was = label.textContent;
  label.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    label.textContent = button.dataset.was;
    delete button.dataset.was;
  }, SHOWN_FOR);
}
