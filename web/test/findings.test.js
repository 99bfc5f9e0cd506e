// Many findings become few cards, and no two marks fight over a line.
import assert from "node:assert/strict";
import { test } from "node:test";

import { concernsOf, linesOf, spoken, tally } from "../src/composer/findings.js";

const finding = (rule, weight, start, end, more = {}) => ({
  id: `${rule}:${start}:${end}`, rule, weight, start, end, part: "body", message: `About ${rule}.`, ...more,
});
const place = (concern, from, to) => ({ from, to, concern });
const shape = (pieces) => pieces.map(({ from, to, place, first }) => [from, to, place.concern.n, first]);

test("the same rule at many places is one card with many places", () => {
  const concerns = concernsOf([
    finding("AUTH-1", "hold", 50, 55), finding("TONE-1", "review", 10, 12), finding("AUTH-1", "hold", 0, 3),
  ]);
  assert.deepEqual(concerns.map(({ rule, n }) => [rule, n]), [["AUTH-1", 1], ["TONE-1", 2]]);
  assert.deepEqual(concerns[0].findings.map(({ start }) => start), [0, 50]);
});

test("cards come heaviest first, then as one reads, and what is accepted comes last", () => {
  const concerns = concernsOf([
    finding("C", "advice", 0, 1), finding("B", "hold", 9, 10), finding("A", "hold", 5, 6),
    finding("D", "review", 2, 3), finding("E", "hold", 1, 2, { waived: true }),
  ]);
  assert.deepEqual(concerns.map(({ rule }) => rule), ["A", "B", "D", "C", "E"]);
  assert.deepEqual(tally(concerns), { change: 2, look: 1, advice: 1 });
});

test("places in descriptions of pictures come after the words", () => {
  const [concern] = concernsOf([
    finding("A", "hold", 0, 1, { part: "alt_texts[10]" }), finding("A", "hold", 0, 1, { part: "alt_texts[2]" }),
    finding("A", "hold", 90, 91),
  ]);
  assert.deepEqual(concern.findings.map(({ part }) => part), ["body", "alt_texts[2]", "alt_texts[10]"]);
});

test("the live line says what is left, and never promises more than no rule broken", () => {
  assert.equal(spoken({ change: 2, look: 1, advice: 3 }), "2 to change, 1 to look at");
  assert.equal(spoken({ change: 0, look: 1, advice: 3 }), "1 to look at");
  assert.equal(spoken({ change: 0, look: 0, advice: 1 }), "1 piece of advice");
  assert.equal(spoken({ change: 0, look: 0, advice: 0 }), "No rule broken");
});

test("where marks overlap the stronger one wins the line", () => {
  const hold = { n: 1, kind: "hold", findings: [1] };
  const advice = { n: 2, kind: "advice", findings: [1] };
  assert.deepEqual(shape(linesOf([place(advice, 0, 20), place(hold, 5, 10)])), [
    [0, 5, 2, true], [5, 10, 1, true], [10, 20, 2, false],
  ]);
});

test("of two equal marks the one that says more about this place wins", () => {
  const everywhere = { n: 1, kind: "hold", findings: [1, 2, 3] };
  const here = { n: 2, kind: "hold", findings: [1] };
  assert.deepEqual(shape(linesOf([place(everywhere, 0, 3), place(here, 0, 3)])), [[0, 3, 2, true]]);
});

test("the card one looks at shows its places, but never over a heavier mark", () => {
  const everywhere = { n: 1, key: "a", kind: "hold", findings: [1, 2, 3] };
  const here = { n: 2, key: "b", kind: "hold", findings: [1] };
  const advice = { n: 3, key: "c", kind: "advice", findings: [1] };
  const places = [place(everywhere, 0, 3), place(here, 0, 3), place(advice, 0, 3)];
  assert.deepEqual(shape(linesOf(places, "a")), [[0, 3, 1, true]]);
  assert.deepEqual(shape(linesOf(places, "c")), [[0, 3, 2, true]]);
});

test("a place inside a longer one of the same concern is one line", () => {
  const hold = { n: 1, kind: "hold", findings: [1, 2] };
  assert.deepEqual(shape(linesOf([place(hold, 4, 6), place(hold, 4, 9)])), [[4, 9, 1, true]]);
});

test("pieces never overlap, stay in order and cover every place", () => {
  const kinds = ["hold", "review", "advice"];
  let seed = 7;
  const random = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
  for (let run = 0; run < 300; run++) {
    const concerns = kinds.map((kind, i) => ({ n: i + 1, kind, findings: Array(1 + random(3)) }));
    const places = Array.from({ length: random(12) }, () => {
      const from = random(40);
      return place(concerns[random(3)], from, from + 1 + random(10));
    });
    const pieces = linesOf(places);
    const covered = new Set(places.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
    const drawn = pieces.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
    assert.deepEqual(drawn, [...covered].sort((a, b) => a - b));
    assert.equal(pieces.filter(({ first }) => first).length, new Set(pieces.map(({ place: p }) => p)).size);
  }
});
