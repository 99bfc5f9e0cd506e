// Looking waits for a quiet, shows only the newest answer, and never keeps a failure to itself.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Away, Problem } from "../src/composer/asking.js";
import { Checker } from "../src/composer/checking.js";

let heard, asked, content, answers, size;
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};
const finding = { part: "body", waived: false };

function checker() {
  const tell = (what) => (value) => heard.push(value === undefined ? what : [what, value]);
  return new Checker({
    content: () => content && { ...content },
    size: () => size,
    check: (payload, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ payload, signal, resolve, reject });
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
    wording: async (payload) => answers(payload),
    on: Object.fromEntries(["looking", "found", "reworded", "nothing", "failed", "away"].map((w) => [w, tell(w)])),
  });
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [heard, asked, content, size] = [[], [], { body: "Ada" }, 3];
  answers = () => ({ rewrites: [] });
});

test("nothing is asked before the words have rested for 250 ms", () => {
  const it = checker();
  it.changed();
  mock.timers.tick(200);
  it.changed();
  mock.timers.tick(249);
  assert.equal(asked.length, 0);
  mock.timers.tick(1);
  assert.equal(asked.length, 1);
});

test("an answer to words that changed meanwhile is dropped, and its question called off", async () => {
  const it = checker();
  it.changed();
  mock.timers.tick(250);
  it.changed();
  assert.ok(asked[0].signal.aborted);
  asked[0].resolve({ serial: asked[0].payload.serial, findings: [] });
  mock.timers.tick(250);
  await settle();
  assert.deepEqual(heard, []);
  asked[1].resolve({ serial: asked[1].payload.serial, findings: [] });
  await settle();
  assert.equal(heard.length, 1);
});

test("an answer with another serial is never shown", async () => {
  const it = checker();
  it.now();
  asked[0].resolve({ serial: 0, findings: [] });
  await settle();
  assert.deepEqual(heard, []);
});

test("better wording is asked for after the marks are shown, and only where there is something to reword", async () => {
  const it = checker();
  it.now();
  asked[0].resolve({ serial: asked[0].payload.serial, findings: [finding] });
  await settle();
  assert.deepEqual(heard.map(([what]) => what), ["found", "reworded"]);
  it.now();
  asked[1].resolve({ serial: asked[1].payload.serial, findings: [] });
  await settle();
  assert.equal(heard.length, 3);
});

test("marks stay when no better wording can be had", async () => {
  answers = () => {
    throw new Problem({ status: 500 });
  };
  const it = checker();
  it.now();
  asked[0].resolve({ serial: asked[0].payload.serial, findings: [finding] });
  await settle();
  assert.deepEqual(heard.map(([what]) => what), ["found"]);
});

test("a look that takes a second says that it is looking", () => {
  const it = checker();
  it.now();
  mock.timers.tick(999);
  assert.deepEqual(heard, []);
  mock.timers.tick(1);
  assert.deepEqual(heard, ["looking"]);
});

test("offline it says so and tries again, later each time", async () => {
  const it = checker();
  it.now();
  asked[0].reject(new Away());
  await settle();
  assert.deepEqual(heard, ["away"]);
  mock.timers.tick(2000);
  assert.equal(asked.length, 2);
  asked[1].reject(new Away());
  await settle();
  mock.timers.tick(3999);
  assert.equal(asked.length, 2);
  mock.timers.tick(1);
  assert.equal(asked.length, 3);
  it.now();
  assert.equal(asked.length, 4);
});

test("a check that is refused is reported and not asked again until the words change", async () => {
  const it = checker();
  it.now();
  asked[0].reject(new Problem({ status: 413, detail: "Too long." }));
  await settle();
  assert.equal(heard[0][1].detail, "Too long.");
  mock.timers.tick(100_000);
  assert.equal(asked.length, 1);
});

test("with no words there is nothing to ask", () => {
  content = null;
  const it = checker();
  it.changed();
  mock.timers.tick(250);
  assert.deepEqual(heard, ["nothing"]);
  assert.equal(asked.length, 0);
});

test("long words are looked at one question at a time, and the newest last", async () => {
  size = 100_000;
  const it = checker();
  it.now();
  it.now();
  it.now();
  await settle();
  assert.equal(asked.length, 1);
  assert.equal(asked[0].signal.aborted, false);
  asked[0].resolve({ serial: asked[0].payload.serial, findings: [finding] });
  await settle();
  assert.equal(asked.length, 2);
  assert.deepEqual(heard, []);
  asked[1].resolve({ serial: asked[1].payload.serial, findings: [finding] });
  await settle();
  assert.deepEqual(heard.map(([what]) => what), ["found"]);
});
