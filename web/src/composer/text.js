// The words as one string, as the server counts them, and as the editor counts them.
//
// The server sees a body: paragraphs joined by "\n", offsets in Unicode code points.
// The editor sees a document: positions in UTF-16 units, two more for every paragraph.
import { Fragment, Slice } from "prosemirror-model";

import { schema } from "./schema.js";

const BREAK = "\n";

/** Text from anywhere as a body can hold it: one kind of line end, no half characters, nothing that nobody can see. */
export function plain(text) {
  return whole(text.replace(/\r\n?|[\v\f\u2028\u2029\u0085]/g, BREAK).replace(/[\0-\b\x0e-\x1f\x7f]/g, ""));
}

/** The same number of code points, with U+FFFD for every half of a surrogate pair that stands alone. */
export function whole(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

export function docOf(body) {
  return schema.node("doc", null, paragraphsOf(body));
}

export function bodyOf(doc) {
  const lines = [];
  doc.forEach((paragraph) => lines.push(paragraph.textContent));
  return whole(lines.join(BREAK));
}

/** What a paste puts in: open at both ends, so that one line joins the line it lands in. */
export function sliceOf(text) {
  return new Slice(Fragment.from(paragraphsOf(text)), 1, 1);
}

/** The words of a selection, as they go to the clipboard. */
export function textOf(slice) {
  return slice.content.textBetween(0, slice.content.size, BREAK);
}

/** How many code points a string has. */
export function codePoints(text) {
  return text.length - pairsIn(text).length;
}

/** Code points to positions and back, for one document. */
export class Ruler {
  constructor(doc) {
    this.starts = []; // code points before each paragraph
    this.places = []; // the position where its words begin
    this.paragraphs = [];
    let start = 0;
    doc.forEach((paragraph, offset) => {
      this.starts.push(start);
      this.places.push(offset + 1);
      this.paragraphs.push(paragraph);
      start += measured(paragraph).length + 1;
    });
    this.length = start - 1;
  }

  /** The position of a code point; offsets outside the body count as its ends. */
  position(offset) {
    const at = Math.min(Math.max(offset, 0), this.length);
    const i = below(this.starts, at + 1) - 1;
    const within = at - this.starts[i];
    return this.places[i] + within + below(measured(this.paragraphs[i]).points, within);
  }

  /** The code point at a position; the middle of a pair counts as its beginning. */
  offset(position) {
    const i = Math.max(below(this.places, position + 1) - 1, 0);
    const { units, size } = measured(this.paragraphs[i]);
    const within = Math.min(Math.max(position - this.places[i], 0), size);
    return this.starts[i] + within - below(units, within);
  }
}

function paragraphsOf(body) {
  return body.split(BREAK).map((line) => schema.node("paragraph", null, line ? schema.text(line) : null));
}

const known = new WeakMap(); // paragraphs never change, an edit makes new ones

function measured(paragraph) {
  let found = known.get(paragraph);
  if (!found) {
    const text = paragraph.textContent;
    const units = pairsIn(text);
    found = { units, points: units.map((unit, i) => unit - i), size: text.length, length: text.length - units.length };
    known.set(paragraph, found);
  }
  return found;
}

/** Where in a string the characters that take two units begin. */
function pairsIn(text) {
  return Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), (match) => match.index);
}

/** How many of the ascending numbers are smaller than `limit`. */
function below(ascending, limit) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
