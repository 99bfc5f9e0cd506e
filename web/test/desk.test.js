import assert from "node:assert/strict";
import { test } from "node:test";

import { concerns, headingOf } from "../src/desk/asking.js";
import { NOT_READ, refusal } from "../src/desk/sending.js";

const finding = (rule, weight, message = rule) => ({ rule, weight, message });

test("a concern at nine places is one thing to think about, the heaviest first", () => {
  const found = concerns([finding("TONE-1", "advice"), ...Array(9).fill(finding("PHI-A1", "hold")), finding("ACK-1", "review")]);
  assert.deepEqual(
    found.map((one) => one.rule),
    ["PHI-A1", "ACK-1", "TONE-1"],
  );
});

test("what was found is counted in words, and nothing found is no promise", () => {
  assert.equal(headingOf(1), "One thing to think about");
  assert.equal(headingOf(7), "7 things to think about");
  assert.equal(headingOf(0), "No rule broken, as far as a machine can see");
});

test("a refusal keeps its sentence and says what can be done", () => {
  const told = refusal(409, { detail: "Jonas was faster: this draft is released now.", type: "about:blank" });
  assert.deepEqual(told, {
    ok: false,
    sentence: "Jonas was faster: this draft is released now.",
    again: false,
    signIn: undefined,
    stale: true,
    forged: false,
  });
});

test("who has to show who they are is sent there, and who was signed out to the door", () => {
  assert.equal(refusal(403, { type: "is-it-you", detail: "Show it." }).again, true);
  assert.equal(refusal(401, { sign_in: "/sign-in", detail: "You were signed out." }).signIn, "/sign-in");
  assert.equal(refusal(403, { sign_in: "/sign-in" }).signIn, undefined);
});

test("a page with an old token is told apart from a refusal", () => {
  assert.equal(refusal(403, { type: "other-session", detail: "Load it again." }).forged, true);
  assert.equal(refusal(403, { detail: "Not yours." }).forged, false);
});

test("an answer that is no answer is told in words", () => {
  assert.equal(refusal(502, null).sentence, NOT_READ);
});
