// How two texts differ: word by word for one sentence, paragraph by paragraph for a whole draft.

const MOST = 1_000_000; // comparisons; beyond it a difference is shown as a whole

/**
 * Pieces { kind: "same" | "gone" | "new", text } that together read as `before` and as `after`.
 *
 * Changes with nothing but white space between them are one change, so that a new phrase reads as a phrase.
 */
export function wordsChanged(before, after) {
  const words = (text) => text.match(/\s+|[^\s]+/g) ?? [];
  const pieces = [];
  let [gone, fresh] = ["", ""];
  const settle = () => {
    if (gone) pieces.push({ kind: "gone", text: gone });
    if (fresh) pieces.push({ kind: "new", text: fresh });
    [gone, fresh] = ["", ""];
  };
  const runs = compared(words(before), words(after)).map(({ kind, items }) => ({ kind, text: items.join("") }));
  runs.forEach(({ kind, text }, i) => {
    const between = (gone || fresh) && i + 1 < runs.length && !text.trim();
    if (kind !== "new" && (kind === "gone" || between)) gone += text;
    if (kind !== "gone" && (kind === "new" || between)) fresh += text;
    if (kind !== "same" || between) return;
    settle();
    pieces.push({ kind, text });
  });
  settle();
  return pieces;
}

/** Runs { kind, items } of two lists: what stayed, what is gone, what is new; gone comes before new. */
export function compared(before, after) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const end = before.length - tail;
  const runs = [];
  add(runs, "same", before.slice(0, head));
  inner(runs, before.slice(head, end), after.slice(head, after.length - tail));
  add(runs, "same", before.slice(end));
  return runs;
}

function inner(runs, before, after) {
  if (before.length * after.length > MOST) {
    add(runs, "gone", before);
    add(runs, "new", after);
    return;
  }
  const longest = lengths(before, after);
  let [i, j] = [0, 0];
  const [gone, fresh] = [[], []];
  const settle = () => {
    add(runs, "gone", gone.splice(0));
    add(runs, "new", fresh.splice(0));
  };
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      settle();
      add(runs, "same", [before[i]]);
      [i, j] = [i + 1, j + 1];
    } else if (j >= after.length || (i < before.length && longest(i + 1, j) >= longest(i, j + 1))) gone.push(before[i++]);
    else fresh.push(after[j++]);
  }
  settle();
}

/** The length of the longest common subsequence of what follows i in one list and j in the other. */
function lengths(before, after) {
  const width = after.length + 1;
  const table = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i * width + j] =
        before[i] === after[j]
          ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  return (i, j) => table[i * width + j];
}

function add(runs, kind, items) {
  if (!items.length) return;
  if (runs.at(-1)?.kind === kind) runs.at(-1).items.push(...items);
  else runs.push({ kind, items: [...items] });
}

/**
 * Where my words and theirs part, by paragraphs.
 *
 * Args: base, what both began with; mine; theirs: bodies.
 * Returns: in order, { same: paragraphs } or { mine, theirs, suggest }, lists of paragraphs; `suggest` is
 * "theirs" where I had changed nothing, else "mine".
 */
export function partings({ base, mine, theirs }) {
  const untouched = keptFrom(base.split("\n"), mine.split("\n"));
  const parts = [];
  let at = 0; // paragraph of mine
  for (const part of paired(compared(mine.split("\n"), theirs.split("\n")))) {
    parts.push(part.same ? part : { ...part, suggest: untouched(at, part.mine.length) });
    at += (part.same ?? part.mine).length;
  }
  return parts;
}

/** Runs as parts; where as many paragraphs stand on both sides, each faces its own. */
function paired(runs) {
  const parts = [];
  for (const { kind, items } of runs) {
    const last = parts.at(-1);
    if (kind === "same") parts.push({ same: items });
    else if (kind === "gone") parts.push({ mine: items, theirs: [] });
    else if (last?.mine && !last.theirs.length) last.theirs = items;
    else parts.push({ mine: [], theirs: items });
  }
  return parts.flatMap((part) =>
    part.same || part.mine.length !== part.theirs.length
      ? [part]
      : part.mine.map((paragraph, i) => ({ mine: [paragraph], theirs: [part.theirs[i]] })));
}

/** Whether a run of my paragraphs, and what is around it, stands as it did in the base. */
function keptFrom(base, mine) {
  const stood = new Set(); // places in mine that were in the base
  const joined = new Set(); // places in mine before which nothing of the base was taken out
  let [at, gone] = [0, false];
  for (const { kind, items } of compared(base, mine)) {
    if (kind === "gone") gone = true;
    if (kind === "gone") continue;
    for (const _ of items) {
      if (!gone) joined.add(at);
      if (kind === "same") stood.add(at);
      gone = false;
      at += 1;
    }
  }
  if (!gone) joined.add(at);
  return (from, count) => {
    for (let i = from; i < from + count; i++) if (!stood.has(i)) return "mine";
    for (let i = from; i <= from + count; i++) if (!joined.has(i)) return "mine";
    return "theirs";
  };
}

/** The body that follows from what was chosen: "mine", "theirs" or "both", one for each parting in order. */
export function merged(parts, chosen) {
  let next = 0;
  const paragraphs = parts.flatMap((part) => {
    if (part.same) return part.same;
    const choice = chosen[next++];
    if (choice === "both") return [...part.mine, ...part.theirs];
    return choice === "theirs" ? part.theirs : part.mine;
  });
  return paragraphs.join("\n");
}
