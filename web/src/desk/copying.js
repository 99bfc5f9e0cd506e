// Released words on their way to the clipboard: asked for at the server, which keeps that they were taken.
import { all, one, say } from "../shell/page.js";
import { sayBack } from "./acting.js";
import { send } from "./sending.js";

const COPIED = "Copied, word for word";
const BY_HAND = "This browser did not let us copy. Select the words in the frame and copy them by hand.";

export function startCopyingWords() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-copy-words]");
    if (!form) return;
    event.preventDefault();
    copy(form);
  });
  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

async function copy(form) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  let refused = null;
  const words = send(form).then((answer) => {
    if (answer.ok) return answer.told.words;
    refused = answer;
    throw new Error("refused");
  });
  const done = await write(words);
  form.ariaBusy = null;
  if (refused) return sayBack(form, refused);
  if (!done) return byHand(form);
  say(COPIED);
  const label = one("button span", form);
  label.textContent = COPIED;
  one("[data-said]", form).replaceChildren();
}

/** Browsers let a page write only right after a click, so the words are promised to the clipboard before they are here. */
async function write(words) {
  try {
    if (typeof ClipboardItem === "function" && navigator.clipboard.write) {
      const text = words.then((said) => new Blob([said], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    } else await navigator.clipboard.writeText(await words);
    return true;
  } catch {
    await words.catch(() => null);
    return false;
  }
}

function byHand(form) {
  getSelection().selectAllChildren(one("#released-words"));
  sayBack(form, { sentence: BY_HAND });
}
