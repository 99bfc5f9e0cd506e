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
        const [from, to] = [ruler.position(start), ruler.position(end)];
        return [finding, { finding, from, to, words: between(doc, from, to), replacement }];
      }),
    );
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

function between(doc, from, to) {
  return doc.textBetween(from, to, "\n");
}
