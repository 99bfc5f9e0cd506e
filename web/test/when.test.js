// A planned time means the clock on the reader's wall.
import assert from "node:assert/strict";
import { test } from "node:test";

import { instantOf, localOf, spokenDay, spokenTime } from "../src/composer/when.js";

const HOME = "America/New_York";

test("nine in the morning is nine where the reader is", () => {
  assert.equal(instantOf("2026-12-01T09:00", HOME), "2026-12-01T14:00:00Z");
  assert.equal(instantOf("2026-07-01T09:00", HOME), "2026-07-01T13:00:00Z");
  assert.equal(instantOf("2026-07-01T09:00", "Asia/Kathmandu"), "2026-07-01T03:15:00Z");
});

test("a time comes back as it was put in, also around a change of the clocks", () => {
  for (const local of ["2026-03-08T01:30", "2026-03-08T03:30", "2026-11-01T00:30", "2026-11-01T03:00", "2026-12-31T23:59"]) {
    assert.equal(localOf(instantOf(local, HOME), HOME), local);
  }
});

test("no time is no time", () => {
  assert.equal(instantOf("", HOME), null);
  assert.equal(instantOf("soon", HOME), null);
  assert.equal(localOf(null, HOME), "");
});

test("times are said the way people say them", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  assert.equal(spokenDay("2026-12-01T14:00:00Z", HOME, now), "Tue, Dec 1, 9 am");
  assert.equal(spokenDay("2027-01-02T17:00:00Z", HOME, now), "Sat, Jan 2, 2027, noon");
  assert.equal(spokenTime("2026-12-01T16:42:00Z", HOME), "11:42 am");
  assert.equal(spokenTime("2026-12-01T05:00:00Z", HOME), "midnight");
});
