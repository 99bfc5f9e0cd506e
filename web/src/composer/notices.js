// What stands above the findings when something else needs a person: beside the words, never over them.
import { h, icon } from "./dom.js";

/** One notice at a time for each name; a new one takes the place of the last. */
export class Notices {
  constructor(place) {
    this.place = place;
  }

  put(name, element) {
    this.take(name);
    element.dataset.notice = name;
    this.place.append(element);
  }

  take(name) {
    this.place.querySelector(`[data-notice="${name}"]`)?.remove();
  }
}

export function signedOut({ address, again }) {
  return note("review", "key", "You are signed out.", "Your words are still on this page, and nowhere else. Sign in in another tab, then come back here.", [
    h("a", { class: "btn compact", href: address, target: "_blank", rel: "noopener" }, "Sign in in another tab"),
    h("button", { class: "primary compact", type: "button", click: again }, "Try again"),
  ]);
}

export function refused({ detail, copy }) {
  return note("hold", "warn", "Not saved.", `${detail} Your words are still on this page.`, [
    h("button", { class: "compact", type: "button", click: copy }, "Copy your words"),
  ]);
}

function note(kind, name, title, words, actions) {
  return h("div", { class: `note ${kind}` }, icon(name, `k-${kind}`),
    h("div", { class: "stack s2" }, h("p", { class: "small" }, h("strong", {}, title), " ", words), h("div", { class: "row" }, actions)));
}
