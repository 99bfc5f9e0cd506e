// Offsets of the server land on the very words in the editor.
import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyOf, codePoints, docOf, plain, Ruler, sliceOf, textOf } from "../src/composer/text.js";

const marked = (body, start, end) => {
  const doc = docOf(body);
  const ruler = new Ruler(doc);
  return doc.textBetween(ruler.position(start), ruler.position(end), "\n");
};
const points = (text) => [...text].length;

test("a body comes back as it was", () => {
  for (const body of ["", "\n", "\n\n", "one", "one\ntwo", "\none\n\ntwo\n", "👩🏽‍⚕️ hi\n🎉"]) {
    assert.equal(bodyOf(docOf(body)), body);
  }
});

test("words after an emoji are marked at the right place", () => {
  const body = "🎉👩🏽‍⚕️ Ada Example came home.";
  const start = points("🎉👩🏽‍⚕️ ");
  assert.equal(marked(body, start, start + 11), "Ada Example");
});

test("combining marks count as code points of their own", () => {
  const body = "Zoe\u0308 and Ada\u0301 Example";
  const start = points("Zoe\u0308 and ");
  assert.equal(marked(body, start, start + points("Ada\u0301")), "Ada\u0301");
});

test("empty paragraphs count one code point each", () => {
  const body = "\n\nfirst\n\n\n😀 second\n";
  const start = points("\n\nfirst\n\n\n😀 ");
  assert.equal(marked(body, start, start + 6), "second");
});

test("a place across paragraphs keeps its line end", () => {
  assert.equal(marked("one 😀\ntwo", 4, 9), "😀\ntwo");
});

test("every offset comes back from its position", () => {
  const body = "\n🎉 Ada\u0301\n\n👩🏽‍⚕️👩🏽‍⚕️\nlast😀\n";
  const ruler = new Ruler(docOf(body));
  assert.equal(ruler.length, points(body));
  for (let offset = 0; offset <= ruler.length; offset++) {
    assert.equal(ruler.offset(ruler.position(offset)), offset);
  }
});

test("positions grow with offsets, so that no mark turns around", () => {
  const ruler = new Ruler(docOf("a😀\n😀😀\n\nb"));
  const positions = Array.from({ length: ruler.length + 1 }, (_, offset) => ruler.position(offset));
  assert.deepEqual([...new Set(positions)].sort((a, b) => a - b), positions);
});

test("offsets outside the body are taken for its ends", () => {
  const doc = docOf("one\ntwo");
  const ruler = new Ruler(doc);
  assert.equal(ruler.position(-5), 1);
  assert.equal(ruler.position(700), doc.content.size - 1);
});

test("the middle of an emoji is its beginning", () => {
  const ruler = new Ruler(docOf("a😀b"));
  assert.equal(ruler.offset(3), 1);
});

test("pasted line ends become one kind, and broken characters lose nothing but themselves", () => {
  assert.equal(plain("one\r\ntwo\rthree\u2028four\u0000"), "one\ntwo\nthree\nfour");
  assert.equal(plain("a\ud83db\ude00c😀"), "a\ufffdb\ufffdc😀");
  assert.equal(codePoints("a\ud83db"), codePoints(plain("a\ud83db")));
});

test("a pasted line joins the line it lands in", () => {
  const slice = sliceOf("one\n\ntwo");
  assert.equal(slice.openStart, 1);
  assert.equal(slice.openEnd, 1);
  assert.equal(textOf(slice), "one\n\ntwo");
});

test("a million characters are measured in a moment", () => {
  const line = "Ada 😀 walks again. ".repeat(500);
  const body = Array(110).fill(line).join("\n");
  assert.ok(points(body) > 1_000_000);
  const begun = performance.now();
  const doc = docOf(body);
  const ruler = new Ruler(doc);
  for (let offset = 0; offset < ruler.length; offset += 100) {
    assert.equal(ruler.offset(ruler.position(offset)), offset);
  }
  assert.equal(doc.textBetween(ruler.position(ruler.length - 7), ruler.position(ruler.length)), " again. ".slice(1));
  assert.ok(performance.now() - begun < 2000, `${performance.now() - begun} ms`);
});

test("a million characters without a line end as well", () => {
  const body = "😀a".repeat(500_000);
  const ruler = new Ruler(docOf(body));
  for (let offset = 0; offset < ruler.length; offset += 97) {
    assert.equal(ruler.offset(ruler.position(offset)), offset);
  }
});
