// Keeping the words: soon after they rest, never later than ten seconds, and never over someone else's.
import { Away, patience, Problem } from "./asking.js";

export const REST = 1500;
export const AT_LEAST = 10_000;

/**
 * Saves what changed, one save at a time.
 *
 * Args:
 *   save: (content, revision) => promise of { revision, version, saved_at, seal }.
 *   content: () => what is on the page now, a value that JSON can carry.
 *   revision: the revision that is on the page.
 *   on: { saving, saved(answer), away, waiting(problem), conflict(theirs), signedOut(problem), refused(problem) }.
 *
 * While it is `held` (someone else saved, nobody is signed in) nothing is sent, and nothing is lost either.
 */
export class Saver {
  constructor({ save, content, revision, on }) {
    Object.assign(this, { save, content, revision, on });
    this.kept = JSON.stringify(content());
    this.held = false;
    this.tries = 0;
  }

  get unsaved() {
    return JSON.stringify(this.content()) !== this.kept;
  }

  changed() {
    this.since ??= Date.now();
    const latest = Math.max(this.since + AT_LEAST - Date.now(), 0);
    if (!this.tries) this.wait(Math.min(REST, latest));
  }

  /** Save now. Returns whether everything on the page is kept. */
  async flush() {
    clearTimeout(this.timer);
    while (this.flight) await this.flight;
    if (this.held) return false;
    if (this.unsaved) await this.send();
    return !this.unsaved;
  }

  /** Go on after a hold, with the revision that is now the newest. */
  resume(revision = this.revision) {
    this.held = false;
    this.revision = revision;
    this.tries = 0;
    return this.flush();
  }

  /** Someone else's words stand on the server now, as this revision: what differs from them is to be saved. */
  overtaken(body, revision) {
    this.kept = JSON.stringify({ ...JSON.parse(this.kept), body });
    return this.resume(revision);
  }

  wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), milliseconds);
  }

  send() {
    this.flight = this.attempt().finally(() => (this.flight = null));
    return this.flight;
  }

  async attempt() {
    const content = this.content();
    this.since = undefined;
    this.on.saving();
    try {
      const answer = await this.save(content, this.revision);
      this.kept = JSON.stringify(content);
      this.revision = answer.revision;
      this.tries = 0;
      this.on.saved(answer);
      if (this.unsaved) this.changed();
    } catch (failure) {
      this.miss(failure);
    }
  }

  miss(failure) {
    if (failure instanceof Away || failure.passing) {
      this.tries += 1;
      if (failure instanceof Away) this.on.away();
      else this.on.waiting(failure);
      this.wait(patience(this.tries));
      return;
    }
    if (!(failure instanceof Problem)) throw failure;
    this.tries = 0;
    if (failure.signedOut) this.hold(() => this.on.signedOut(failure));
    else if (failure.more.theirs) this.hold(() => this.on.conflict(failure.more.theirs));
    else this.on.refused(failure);
  }

  hold(tell) {
    this.held = true;
    tell();
  }
}
