// What fits in a channel is counted as people see it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { charactersIn, fit } from "../src/composer/channels.js";

test("an emoji and an accented letter are one character each", () => {
  assert.equal(charactersIn("👩🏽‍⚕️ Zoe\u0308"), 5);
});

test("a counter says how many are left, and how many are too many", () => {
  assert.deepEqual(fit(286, 300), { text: "286/300", over: 0, said: "14 left" });
  assert.deepEqual(fit(312, 300), { text: "312/300", over: 12, said: "12 too many" });
  assert.equal(fit(1200, 63206).text, "1,200/63,206");
  assert.equal(fit(12, null), null);
});
