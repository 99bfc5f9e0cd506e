// A better wording stays with its words, and is forgotten when they change.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EditorState } from "prosemirror-state";

import { bodyOf, docOf, Ruler } from "../src/composer/text.js";
import { joined, Wordings } from "../src/composer/wordings.js";

const concern = { rule: "PHI-A1" };
const begin = () => {
  const state = EditorState.create({ doc: docOf("🎉 Ada walks.\nAda sings.") });
  const wordings = new Wordings();
  wordings.take([{ finding: "one", start: 2, end: 5, replacement: "She" }, { finding: "two", start: 0, end: 12, replacement: "Well." }], state.doc);
  return { state, wordings };
};

test("a wording moves with what is written before it", () => {
  const { state, wordings } = begin();
  const tr = state.tr.insertText("Good news! ", 1);
  wordings.follow(tr.mapping, tr.doc);
  const { from, to } = wordings.of({ id: "one" });
  assert.equal(tr.doc.textBetween(from, to), "Ada");
});

test("a wording for other words than those that stand there is forgotten", () => {
  const { state, wordings } = begin();
  const tr = state.tr.insertText("x", 5);
  wordings.follow(tr.mapping, tr.doc);
  assert.equal(wordings.of({ id: "one" }), undefined);
});

test("a finding without a wording of its own is offered the closest one around it", () => {
  const { wordings } = begin();
  assert.equal(wordings.of({ id: "other" }, { from: 4, to: 7 }).finding, "one");
  assert.equal(wordings.of({ id: "other" }, { from: 8, to: 13 }).finding, "two");
  assert.equal(wordings.of({ id: "other" }, { from: 16, to: 19 }), undefined);
});

test("new findings at the same place keep the wording until a newer one comes", () => {
  const { wordings } = begin();
  wordings.rename([{ id: "one", concern, from: 4, to: 7 }], [{ id: "new", concern, from: 4, to: 7 }]);
  assert.equal(wordings.of({ id: "new" }).replacement, "She");
  assert.equal(wordings.of({ id: "one" }), undefined);
});

test("words that are taken out leave a sentence that reads well", () => {
  const without = (body, words, text = "") => {
    const state = EditorState.create({ doc: docOf(body) });
    const [ruler, start] = [new Ruler(state.doc), body.indexOf(words)];
    const change = joined(state.doc, ruler.position(start), ruler.position(start + words.length), text);
    return bodyOf(state.tr.insertText(change.replacement, change.from, change.to).doc);
  };
  assert.equal(without("Ada walks again.", "Ada"), "Walks again.");
  assert.equal(without("Well done, Ada. Come by.", "Ada"), "Well done. Come by.");
  assert.equal(without("We saw Ada today.", "Ada"), "We saw today.");
  assert.equal(without("One. Ada walks. élan.", "Ada walks."), "One. Élan.");
  assert.equal(without("We saw Ada", "Ada"), "We saw ");
  assert.equal(without("One.\nAda walks.\nthree", "Ada walks."), "One.\n\nthree");
  assert.equal(without("We saw Ada today.", "Ada", "someone"), "We saw someone today.");
  assert.equal(without("Ada", "Ada"), "");
});
