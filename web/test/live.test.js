// A screen reader is told the newest state, calmly.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Live } from "../src/composer/live.js";

let heard;
const line = () => new Live({ set textContent(words) { heard.push(words); } });

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 100_000 });
  heard = [];
});

test("at most every two seconds, and then the newest", () => {
  const live = line();
  live.say("2 to change");
  mock.timers.tick(0);
  live.say("3 to change");
  live.say("1 to change");
  mock.timers.tick(1999);
  assert.deepEqual(heard, ["2 to change"]);
  mock.timers.tick(1);
  assert.deepEqual(heard, ["2 to change", "1 to change"]);
});

test("what did not change is not said again", () => {
  const live = line();
  live.say("2 to change");
  mock.timers.tick(0);
  live.say("2 to change");
  mock.timers.tick(10_000);
  assert.deepEqual(heard, ["2 to change"]);
});
