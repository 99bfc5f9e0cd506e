// Words are kept soon, once at a time, never over someone else's, and never lost.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Away, Problem } from "../src/composer/asking.js";
import { Saver } from "../src/composer/saving.js";

let heard, sent, body;
const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

function saver() {
  const tell = (what) => (value) => heard.push(value === undefined ? what : [what, value]);
  const names = ["saving", "saved", "away", "waiting", "conflict", "signedOut", "refused"];
  return new Saver({
    content: () => ({ body }),
    revision: 1,
    save: (content, revision) =>
      new Promise((resolve, reject) => sent.push({ body: content.body, revision, resolve, reject })),
    on: Object.fromEntries(names.map((what) => [what, tell(what)])),
  });
}

const write = (it, words) => {
  body = words;
  it.changed();
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  [heard, sent, body] = [[], [], "one"];
});

test("words are saved when they have rested for a second and a half", async () => {
  const it = saver();
  write(it, "one two");
  mock.timers.tick(1499);
  await settle();
  assert.equal(sent.length, 0);
  mock.timers.tick(1);
  await settle();
  assert.deepEqual(sent.map(({ body: words, revision }) => [words, revision]), [["one two", 1]]);
});

test("someone who never stops writing is saved every ten seconds", async () => {
  const it = saver();
  for (let i = 0; i < 20; i++) {
    write(it, `one ${i}`);
    mock.timers.tick(1000);
    await settle();
    if (sent.at(-1)?.resolve) sent.at(-1).resolve({ revision: 2 });
    await settle();
  }
  assert.equal(sent.length, 2);
});

test("what did not change is not sent", async () => {
  const it = saver();
  write(it, "one two");
  write(it, "one");
  mock.timers.tick(20_000);
  await settle();
  assert.equal(sent.length, 0);
  assert.equal(it.unsaved, false);
});

test("words written during a save go with the next one, on its revision", async () => {
  const it = saver();
  write(it, "one two");
  mock.timers.tick(1500);
  await settle();
  write(it, "one two three");
  mock.timers.tick(1500);
  await settle();
  assert.equal(sent.length, 1);
  sent[0].resolve({ revision: 2 });
  await settle();
  mock.timers.tick(1500);
  await settle();
  assert.deepEqual(sent.map(({ body: words, revision }) => [words, revision]), [["one two", 1], ["one two three", 2]]);
});

test("offline the words wait, and are sent when the line is back", async () => {
  const it = saver();
  write(it, "one two");
  mock.timers.tick(1500);
  await settle();
  sent[0].reject(new Away());
  await settle();
  assert.deepEqual(heard, ["saving", "away"]);
  assert.ok(it.unsaved);
  write(it, "one two three"); // writing on does not hammer a line that is down
  mock.timers.tick(1999);
  await settle();
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  await settle();
  assert.equal(sent[1].body, "one two three");
});

test("when someone else saved, nothing is sent until a person has chosen", async () => {
  const it = saver();
  write(it, "mine");
  mock.timers.tick(1500);
  await settle();
  sent[0].reject(new Problem({ status: 409, theirs: { body: "theirs", by: "Jonas Weir", revision: 5 } }));
  await settle();
  assert.deepEqual(heard.at(-1), ["conflict", { body: "theirs", by: "Jonas Weir", revision: 5 }]);
  write(it, "mine too");
  mock.timers.tick(60_000);
  await settle();
  assert.equal(sent.length, 1);
  it.resume(5);
  await settle();
  assert.deepEqual([sent[1].body, sent[1].revision], ["mine too", 5]);
});

test("choosing the words I began with over theirs saves them", async () => {
  const it = saver();
  write(it, "mine");
  mock.timers.tick(1500);
  await settle();
  sent[0].reject(new Problem({ status: 409, theirs: { body: "theirs", revision: 5 } }));
  await settle();
  body = "one"; // as it was at first
  it.overtaken("theirs", 5);
  await settle();
  assert.deepEqual([sent[1].body, sent[1].revision], ["one", 5]);
});

test("when the session has ended the words stay, and are sent after signing in", async () => {
  const it = saver();
  write(it, "mine");
  mock.timers.tick(1500);
  await settle();
  sent[0].reject(new Problem({ status: 401 }));
  await settle();
  assert.equal(heard.at(-1)[0], "signedOut");
  assert.equal(await it.flush(), false);
  const all = it.resume();
  await settle();
  sent[1].resolve({ revision: 2 });
  assert.equal(await all, true);
});

test("what the server refuses is said, and tried again only with other words", async () => {
  const it = saver();
  write(it, "long");
  mock.timers.tick(1500);
  await settle();
  sent[0].reject(new Problem({ status: 413, detail: "Too long." }));
  await settle();
  mock.timers.tick(100_000);
  await settle();
  assert.equal(sent.length, 1);
  assert.equal(heard.at(-1)[1].detail, "Too long.");
  write(it, "short");
  mock.timers.tick(1500);
  await settle();
  assert.equal(sent.length, 2);
});

test("asking for review waits for the save under way and for the words after it", async () => {
  const it = saver();
  write(it, "one two");
  mock.timers.tick(1500);
  await settle();
  body = "one two three";
  const all = it.flush();
  sent[0].resolve({ revision: 2 });
  await settle();
  sent[1].resolve({ revision: 3 });
  assert.equal(await all, true);
  assert.deepEqual(sent.map(({ revision }) => revision), [1, 2]);
});
