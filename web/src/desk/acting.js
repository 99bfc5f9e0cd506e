// <form data-act>: sent without leaving the page. What is refused is said beside the form, and what was typed stays in it.
import { one } from "../shell/page.js";
import { arrive, bring } from "./bringing.js";
import { send } from "./sending.js";

export function startActing() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    act(form);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

async function act(form) {
  if (form.ariaBusy === "true") return; // pressed twice, sent once
  form.ariaBusy = "true";
  const answer = await send(form);
  form.ariaBusy = null;
  if (answer.ok) {
    form.reset(); // what was sent is not being typed any more
    return arrive(answer.to);
  }
  if (answer.again) return form.submit(); // the page that asks takes along what was typed, and brings it here again
  sayBack(form, answer);
}

/** Say beside the form why nothing was done, with the way on. */
export function sayBack(form, { sentence, signIn, stale }) {
  const place = one("[data-said]", form);
  const note = document.createElement("div");
  note.className = "note review";
  note.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = `${sentence} `;
  if (signIn) words.append(link(signIn, "Sign in in a new tab"));
  else if (stale) words.append(lookAgain());
  note.append(words);
  place.replaceChildren(note);
}

function link(address, label) {
  const element = document.createElement("a");
  Object.assign(element, { href: address, target: "_blank", rel: "noopener", textContent: label });
  return element;
}

function lookAgain() {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "link", textContent: "Look at it as it is now" });
  button.addEventListener("click", () => bring(location.pathname));
  return button;
}
