// What stands on the page beside the words: choices, pictures, counters, and the two lines that say how things are.
import { charactersIn, fit } from "./channels.js";
import { code, redraw } from "./seal.js";
import { instantOf, spokenDay } from "./when.js";

const ANSWERS = ["rating_reply", "comment_reply", "message"];
const ALT = /^alt_texts\[(\d+)\]$/;

export class Page {
  constructor(root) {
    this.root = root;
    this.at = root.dataset;
  }

  one(what) {
    return document.querySelector(what);
  }

  all(what) {
    return [...this.root.querySelectorAll(what)];
  }

  /** Everything that goes along with the words, as the server takes it. */
  choices() {
    const value = (name) => this.one(`[data-field="${name}"]`)?.value ?? "";
    return {
      kind: value("kind"),
      in_reply_to: value("in_reply_to"),
      planned_at: instantOf(value("planned_at"), this.at.zone),
      alt_texts: this.alts().map((field) => field.value),
      channels: this.all("[data-field=channels]").filter((box) => box.checked).map((box) => box.value),
    };
  }

  /** Show what was chosen. */
  show({ kind, in_reply_to: answered, planned_at: planned, channels }) {
    this.one("#answers").hidden = !ANSWERS.includes(kind) && !answered;
    this.one("#planned").textContent = planned ? spokenDay(planned, this.at.zone) : "As soon as released";
    this.one("#places span").classList.toggle("vh", channels.length > 0);
    for (const chip of this.all("[data-channel]")) chip.hidden = !channels.includes(chip.dataset.channel);
    for (const list of this.all("[data-openings]")) list.hidden = list.dataset.openings !== kind;
  }

  /** "286/300" beside every channel that has a limit. */
  count(body) {
    const count = charactersIn(body);
    for (const chip of this.all("[data-limit-chars]")) {
      const { text, over, said } = fit(count, Number(chip.dataset.limitChars));
      chip.querySelector(".num").textContent = over ? `${over.toLocaleString("en-US")} over` : text;
      chip.querySelector(".said").textContent = `, ${said}`;
      chip.classList.toggle("over", over > 0);
    }
  }

  /** The fields that describe pictures, in the order of the pictures. */
  alts() {
    return this.all("[data-alt]");
  }

  /** The field that a finding is in, where it is in the description of a picture. */
  altOf(finding) {
    const match = ALT.exec(finding.part);
    return match ? this.alts()[match[1]] : undefined;
  }

  /** Mark descriptions in which something was found, as heavily as it weighs. */
  flag(concerns) {
    for (const field of this.alts()) {
      field.removeAttribute("aria-details");
      field.dataset.weight = "";
    }
    for (const { kind, card, findings } of concerns.filter((concern) => concern.kind !== "waived").reverse()) {
      for (const finding of findings) {
        const field = this.altOf(finding);
        field?.setAttribute("aria-details", card);
        if (field) field.dataset.weight = kind;
      }
    }
  }

  /** What is left to do, in the line beside the button. */
  left(words) {
    this.one("#left").textContent = words;
  }

  /** Where the words are kept; `away` when they are only here. */
  note(words, kind = "") {
    this.one("#left-note").textContent = words;
    this.one("#left-note").dataset.kind = kind;
  }

  /** On a narrow page the cards are far below: say beside the button what the mark is about. */
  peek(concern) {
    const line = this.one("#peek");
    line.hidden = false;
    line.href = `#${concern.card}`;
    line.className = `peek small k-${concern.kind}`;
    line.textContent = concern.message;
  }

  seal(digest) {
    const drawn = this.one("#seal svg");
    if (drawn) redraw(drawn, digest);
    const words = this.one("#seal .mono");
    if (words) words.textContent = code(digest);
  }
}
