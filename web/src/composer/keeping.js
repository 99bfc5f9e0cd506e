// The words are kept: saved, brought together with what someone else saved, and never left behind.
import { Away, ask, Problem } from "./asking.js";
import { conflict, namesOf } from "./conflict.js";
import { rewrite, select } from "./editor.js";
import { Notices, refused, signedOut } from "./notices.js";
import { Saver } from "./saving.js";
import { plain } from "./text.js";
import { spokenTime } from "./when.js";

export const AWAY = "You are offline. Keep writing; we save when the line is back.";
const HERE = "Your words are still on this page.";

/**
 * Args:
 *   page: Page; live: Live; words: { view, body(), length(), content() }; look: () => looks at the words once more.
 */
export class Keeping {
  constructor({ page, live, words, look }) {
    Object.assign(this, { page, live, words, look });
    this.token = page.one("meta[name=csrf-token]").content;
    this.notices = new Notices(page.one("#notices"));
    this.base = words.body();
    this.saver = new Saver({
      content: words.content,
      revision: Number(page.at.revision),
      save: (content, revision) => this.ask(page.at.save, { ...content, revision }),
      on: {
        saving: () => {},
        saved: (answer) => this.saved(answer),
        away: () => page.note(AWAY, "away"),
        waiting: ({ detail }) => page.note(`Not saved yet: ${detail || "the desk did not answer."} We try again.`, "away"),
        conflict: (theirs) => this.parted(theirs),
        signedOut: () => this.lostSession(),
        refused: (problem) => this.refused(problem),
      },
    });
    this.listen();
  }

  listen() {
    window.addEventListener("online", () => this.backOnline());
    window.addEventListener("offline", () => this.page.note(AWAY, "away"));
    window.addEventListener("beforeunload", (event) => this.saver.unsaved && !this.leaving && event.preventDefault());
    document.body.addEventListener("submit", (event) => this.submitting(event));
    document.body.addEventListener("htmx:confirm", (event) => this.beforePicture(event));
    document.body.addEventListener("htmx:beforeSwap", (event) => this.rememberAlts(event));
    document.body.addEventListener("htmx:afterSwap", () => this.restoreAlts());
  }

  /** Every question of this page; words that are too long for the server are not sent at all. */
  async ask(url, content, signal) {
    const limit = Number(this.page.at.limit);
    if (this.words.length() <= limit) return ask(url, content, { token: this.token, signal });
    const most = limit.toLocaleString("en-US");
    throw new Problem({ status: 413, detail: `This text is longer than we can look at in one piece (limit ${most} characters).` });
  }

  saved({ saved_at: at, seal, version }) {
    this.base = JSON.parse(this.saver.kept).body;
    this.page.note(`Saved at ${spokenTime(at, this.page.at.zone)}. ${this.page.at.unread}`);
    this.notices.take("refused");
    this.notices.take("session");
    this.page.seal(seal);
    this.page.one("#version").textContent = String(version);
  }

  backOnline() {
    this.saver.tries = 0;
    this.saver.flush();
    this.look();
  }

  refused({ detail }) {
    const why = detail || "The desk did not take it.";
    this.page.note(`Not saved. ${HERE}`, "away");
    this.notices.put("refused", refused({ detail: why, copy: () => this.copy() }));
    this.live.say(`Not saved. ${why}`);
  }

  async copy() {
    const { view } = this.words;
    try {
      await navigator.clipboard.writeText(this.words.body());
      this.live.say("Copied.");
    } catch {
      select(view, 1, view.state.doc.content.size - 1);
      view.focus();
      this.live.say("Your words are selected; Control C copies them.");
    }
  }

  // The session has ended

  lostSession() {
    this.page.note(`Not saved. ${HERE}`, "away");
    this.notices.put("session", signedOut({ address: this.page.at.signIn, again: () => this.comeBack() }));
    this.live.say(`You are signed out. ${HERE}`);
  }

  /** After signing in elsewhere: this page needs the token of the new session. */
  async comeBack() {
    try {
      const token = await freshToken();
      if (!token) return this.live.say("Nobody is signed in yet.");
      this.token = token;
      this.page.one("meta[name=csrf-token]").content = token;
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
      this.notices.take("session");
      this.look();
      return this.saver.resume();
    } catch (failure) {
      if (!(failure instanceof Away)) throw failure;
      return this.page.note(AWAY, "away");
    }
  }

  // Someone else saved

  /** Where their words are the ones I began with, or the ones I have, there is nothing to choose. */
  parted(theirs) {
    const body = plain(theirs.body);
    if (body === this.base || body === this.words.body()) {
      this.saver.overtaken(body, theirs.revision);
      return;
    }
    this.choose({ ...theirs, body });
    this.live.say(`${namesOf(theirs.by, this.page.at.me).happened}. Nothing is lost: choose beside your words.`);
  }

  choose(theirs) {
    const mine = this.words.body();
    this.page.note("Not saved: two versions. Choose beside your words.", "away");
    const done = (chosen) => this.joined(chosen, { mine, theirs });
    this.notices.put("conflict", conflict({ base: this.base, mine, theirs, me: this.page.at.me, done }));
  }

  joined(chosen, { mine, theirs }) {
    if (this.words.body() !== mine) {
      this.choose(theirs);
      this.live.say("You wrote on meanwhile. Look once more, then save.");
      return;
    }
    this.notices.take("conflict");
    if (chosen !== mine) rewrite(this.words.view, chosen);
    this.base = theirs.body;
    this.saver.overtaken(theirs.body, theirs.revision);
    this.words.view.focus();
  }

  // Leaving

  async review() {
    const nameless = this.page.alts().find((field) => !field.value.trim());
    if (nameless) {
      this.say("Say what the picture shows.");
      nameless.focus();
    } else if (!this.words.body().trim() && !this.page.alts().length) {
      this.say("There are no words yet.");
    } else if (await this.saver.flush()) {
      this.leaving = true;
      location.assign(this.page.at.submit);
    } else {
      this.say(`Not saved yet, so we did not ask. ${HERE}`);
    }
  }

  say(words) {
    this.page.note(words, "away");
    this.live.say(words);
  }

  /** Forms that act on the words as they are kept wait for the last save. */
  async submitting(event) {
    const form = event.target.closest("form[data-after-save]");
    if (!form || form.dataset.ready) return;
    event.preventDefault();
    if (!(await this.saver.flush())) {
      this.say(`Not saved yet. ${HERE}`);
      return;
    }
    form.dataset.ready = "yes";
    this.leaving = true;
    setTimeout(() => form.requestSubmit(event.submitter ?? undefined)); // not before this event is over
  }

  // Pictures come and go by themselves; what was written beside them stays

  async beforePicture(event) {
    if (!event.target.closest("#pictures")) return;
    event.preventDefault();
    await this.saver.flush();
    event.detail.issueRequest(true);
  }

  rememberAlts(event) {
    if (event.detail.target?.id !== "pictures") return;
    this.alts = new Map(this.page.alts().map((field) => [field.dataset.alt, field.value]));
  }

  restoreAlts() {
    if (!this.alts) return;
    for (const field of this.page.alts()) if (this.alts.has(field.dataset.alt)) field.value = this.alts.get(field.dataset.alt);
    this.alts = null;
    this.saver.revision = Number(this.page.one("#pictures").dataset.revision);
    this.saver.changed();
    this.look();
  }
}

/** The token of whoever is signed in now, from the page as it is served now; null while nobody is. */
async function freshToken() {
  let response;
  try {
    response = await fetch(location.pathname, { credentials: "same-origin" });
  } catch {
    throw new Away();
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return response.ok && !response.redirected ? (page.querySelector("meta[name=csrf-token]")?.content ?? null) : null;
}
