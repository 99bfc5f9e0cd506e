// Looking at the words while they are written: after a quiet, once at a time, and only the newest words.
import { Away, patience } from "./asking.js";

export const QUIET = 250;
const LONGEST_QUIET = 4000;
const WORTH_SAYING = 1000;
export const LONG = 20_000; // units; longer words are looked at one question at a time, and not reworded

/**
 * Asks for findings whenever the words rest, then for better wording.
 *
 * Args:
 *   check, wording: (content, signal) => promise of the server's answer.
 *   content: () => what is on the page now, or null while there is nothing to look at.
 *   size: () => about how long the words are; cheap, asked at every key.
 *   on: { looking, found(answer), reworded(answer), nothing, failed(problem), away }.
 */
export class Checker {
  constructor({ check, wording, content, size, on }) {
    Object.assign(this, { check, wording, content, size, on });
    this.serial = 0;
    this.tries = 0;
    this.pace = 0; // milliseconds a unit
  }

  /** The words have changed: what is under way is out of date. */
  changed() {
    this.stop();
    this.timer = setTimeout(() => this.look(), Math.min(Math.max(QUIET, (this.pace * this.size()) / 2), LONGEST_QUIET));
  }

  /** Look at once, as after a swap or when the line is back. */
  now() {
    this.stop();
    return this.look();
  }

  stop() {
    this.serial += 1;
    clearTimeout(this.timer);
    clearTimeout(this.late);
    if (this.size() <= LONG) this.flight?.abort();
  }

  async look() {
    const serial = this.serial;
    const content = this.content();
    if (!content) return this.on.nothing();
    this.late = setTimeout(() => this.on.looking(), WORTH_SAYING);
    while (this.flight && !this.flight.signal.aborted) await this.flight.over; // a long look that nobody could stop
    if (this.serial !== serial) return undefined;
    const flight = (this.flight = new AbortController());
    flight.over = this.ask({ ...content, serial }, flight.signal).finally(() => {
      if (this.flight === flight) this.flight = null;
    });
    return flight.over;
  }

  async ask(content, signal) {
    try {
      const begun = performance.now();
      const answer = await this.check(content, signal);
      if (this.serial !== content.serial || answer.serial !== content.serial) return;
      this.pace = (performance.now() - begun) / Math.max(this.size(), 1000);
      clearTimeout(this.late);
      this.tries = 0;
      this.on.found(answer);
      if (this.size() <= LONG) await this.reword(content, signal, answer);
    } catch (failure) {
      if (this.serial === content.serial) this.miss(failure);
    }
  }

  async reword(content, signal, answer) {
    if (!answer.findings.some((finding) => finding.part === "body" && !finding.waived)) return;
    try {
      const better = await this.wording(content, signal);
      if (this.serial === content.serial) this.on.reworded(better);
    } catch {
      // Without better wording the findings stand as they are; the next look asks again.
    }
  }

  /** The look failed: say so, and try again where that can help. */
  miss(failure) {
    clearTimeout(this.late);
    if (failure instanceof Away) this.on.away();
    else this.on.failed(failure);
    if (failure instanceof Away || failure.passing) {
      this.tries += 1;
      this.timer = setTimeout(() => this.look(), patience(this.tries));
    }
  }
}
