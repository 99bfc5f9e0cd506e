// Better wording that has been offered, kept at its place while the words around it change.
import { Ruler } from "./text.js";

/** Wordings by the id of their finding: { finding, from, to, words, replacement }. */
export class Wordings {
  constructor() {
    this.byFinding = new Map();
  }

  /** Take what the server offers for exactly this document. */
  take(rewrites, doc) {
    const ruler = new Ruler(doc);
    this.byFinding = new Map(
      rewrites.map(({ finding, start, end, replacement }) => {
        const change = joined(doc, ruler.position(start), ruler.position(end), replacement);
        return [finding, { finding, ...change, words: between(doc, change.from, change.to) }];
      }),
    );
  }

  /** The wording for a finding: its own, or the closest of those that change all of its words. */
  of(finding, place) {
    const own = this.byFinding.get(finding.id);
    if (own || !place) return own;
    return [...this.byFinding.values()]
      .filter(({ from, to }) => from <= place.from && place.to <= to)
      .sort((one, other) => one.to - one.from - (other.to - other.from))[0];
  }

  /** Follow an edit; what no longer reads as it did is forgotten. */
  follow(mapping, doc) {
    for (const [finding, wording] of this.byFinding) {
      const [from, to] = [mapping.map(wording.from, 1), mapping.map(wording.to, -1)];
      if (from <= to && between(doc, from, to) === wording.words) this.byFinding.set(finding, { ...wording, from, to });
      else this.byFinding.delete(finding);
    }
  }

  /**
   * Findings have new ids when words before them changed: carry the wording over to the same place.
   *
   * Args: before and after, places { id, concern, from, to } of the same document.
   */
  rename(before, after) {
    const name = ({ concern, from, to }) => `${concern.rule}|${from}|${to}`;
    const old = new Map(before.map((place) => [name(place), this.byFinding.get(place.id)]));
    const pairs = after.map((place) => [place.id, old.get(name(place))]).filter(([, wording]) => wording);
    this.byFinding = new Map(pairs.map(([finding, wording]) => [finding, { ...wording, finding }]));
  }
}

/**
 * A change that leaves no doubled blank, no blank before a stop, and a capital where a sentence begins.
 *
 * What the server screened reads so too; only what stands around the place is touched, never another paragraph.
 */
export function joined(doc, from, to, replacement) {
  if (replacement) return { from, to, replacement };
  const [before, after] = [textBefore(doc, from), textAfter(doc, to)];
  const stops = /^ *[.,!?;:]/.test(after) ? /[ ,]*$/.exec(before)[0].length : 0;
  const kept = before.slice(0, before.length - stops).trimEnd();
  if (!kept || /[.!?]$/.test(kept)) {
    const gap = /^[ ,;:-]*/.exec(after)[0].length;
    const word = /^\S*/.exec(after.slice(gap))[0];
    const capital = capitalized(word);
    return { from: from - stops, to: to + gap + (word === capital ? 0 : word.length), replacement: word === capital ? "" : capital };
  }
  const gap = / $/.test(before) || stops ? /^ */.exec(after)[0].length : 0;
  return { from: from - stops, to: to + gap, replacement };
}

function capitalized(word) {
  const first = [...word][0] ?? "";
  return first.toLocaleUpperCase("en-US") + word.slice(first.length);
}

function textBefore(doc, position) {
  const at = doc.resolve(position);
  return at.parent.textContent.slice(0, at.parentOffset);
}

function textAfter(doc, position) {
  const at = doc.resolve(position);
  return at.parent.textContent.slice(at.parentOffset);
}

function between(doc, from, to) {
  return doc.textBetween(from, to, "\n");
}
