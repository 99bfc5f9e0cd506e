// Page and server draw the same picture; tests/site/test_composer_js.py holds the two together.
import assert from "node:assert/strict";
import { test } from "node:test";

import { code, rosette } from "../src/composer/seal.js";

test("another digest is another picture", () => {
  assert.notEqual(rosette("7f2ac91b".repeat(8)), rosette("00000001".repeat(8)));
  assert.equal(code("7f2ac91b00"), "7F2A C91B");
});
