// The polite line: what a screen reader hears while words are written, at most every two seconds.

export const PACE = 2000;

/** Says the newest thing there is to say; what was said last is not said again by itself. */
export class Live {
  constructor(element) {
    this.element = element;
    this.last = 0;
    this.said = "";
  }

  say(words) {
    this.next = words;
    this.timer ??= setTimeout(() => this.speak(), Math.max(this.last + PACE - Date.now(), 0));
  }

  speak() {
    this.timer = undefined;
    if (this.next === this.said) return;
    this.said = this.next;
    this.last = Date.now();
    this.element.textContent = this.next;
  }
}
