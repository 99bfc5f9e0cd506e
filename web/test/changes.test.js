// Two texts are compared without losing a letter of either.
import assert from "node:assert/strict";
import { test } from "node:test";

import { merged, partings, wordsChanged } from "../src/composer/changes.js";

const read = (pieces, ...kinds) => pieces.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text).join("");
let seed = 11;
const random = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
const some = (words, most, by) => Array.from({ length: random(most) }, () => words[random(words.length)]).join(by);

test("only the words that changed are struck and underlined", () => {
  assert.deepEqual(wordsChanged("She ran after the crash on Route 9.", "She ran after a serious accident."), [
    { kind: "same", text: "She ran after " },
    { kind: "gone", text: "the crash on Route 9." }, { kind: "new", text: "a serious accident." },
  ]);
});

test("the pieces give back both texts exactly", () => {
  for (let run = 0; run < 500; run++) {
    const [one, other] = [some(["Ada", "😀", "care", "", "\n"], 14, " "), some(["Ada", "😀", "care", "", "\n"], 14, " ")];
    const pieces = wordsChanged(one, other);
    assert.equal(read(pieces, "same", "gone"), one);
    assert.equal(read(pieces, "same", "new"), other);
  }
});

test("very different long texts are compared without freezing", () => {
  const one = Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(" ");
  const begun = performance.now();
  const pieces = wordsChanged(one, one.replaceAll("a", "b"));
  assert.equal(read(pieces, "gone"), one);
  assert.ok(performance.now() - begun < 2000);
});

test("where only one of us changed a paragraph, that change is suggested", () => {
  const parts = partings({ base: "one\ntwo\nthree", mine: "one!\ntwo\nthree", theirs: "one\ntwo\nthree!" });
  assert.deepEqual(parts, [
    { mine: ["one!"], theirs: ["one"], suggest: "mine" },
    { same: ["two"] },
    { mine: ["three"], theirs: ["three!"], suggest: "theirs" },
  ]);
  assert.equal(merged(parts, ["mine", "theirs"]), "one!\ntwo\nthree!");
});

test("neighboring paragraphs that we changed each are chosen one by one", () => {
  const parts = partings({ base: "one\ntwo", mine: "one!\ntwo", theirs: "one\ntwo!" });
  assert.deepEqual(parts, [
    { mine: ["one!"], theirs: ["one"], suggest: "mine" },
    { mine: ["two"], theirs: ["two!"], suggest: "theirs" },
  ]);
});

test("what they added is suggested, and what I took out stays out unless I choose otherwise", () => {
  const added = partings({ base: "one\ntwo", mine: "one\ntwo", theirs: "one\nmore\ntwo" });
  assert.deepEqual(added, [{ same: ["one"] }, { mine: [], theirs: ["more"], suggest: "theirs" }, { same: ["two"] }]);
  const taken = partings({ base: "one\ntwo\nthree", mine: "one\nthree", theirs: "one\ntwo\nthree" });
  assert.equal(taken[1].suggest, "mine");
  const end = partings({ base: "one\ntwo", mine: "one", theirs: "one\ntwo" });
  assert.equal(end[1].suggest, "mine");
});

test("where both changed a paragraph, mine is suggested and both can be kept", () => {
  const parts = partings({ base: "one", mine: "mine", theirs: "theirs" });
  assert.equal(parts[0].suggest, "mine");
  assert.equal(merged(parts, ["both"]), "mine\ntheirs");
});

test("choosing one side everywhere gives exactly that side", () => {
  for (let run = 0; run < 500; run++) {
    const texts = { base: some(["a", "b", "", "c"], 7, "\n"), mine: some(["a", "b", "", "d"], 7, "\n"), theirs: some(["a", "b", "", "e"], 7, "\n") };
    const parts = partings(texts);
    const all = (side) => parts.filter((part) => !part.same).map(() => side);
    assert.equal(merged(parts, all("mine")), texts.mine);
    assert.equal(merged(parts, all("theirs")), texts.theirs);
  }
});
