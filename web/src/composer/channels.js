// Where the words go, and how many of them fit there.

const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter("en", { granularity: "grapheme" }) : null;
const COUNTED_EXACTLY = 20_000;

/** Characters as people see them: an emoji or an accented letter is one. Very long texts are counted by code points. */
export function charactersIn(text) {
  if (!segmenter || text.length > COUNTED_EXACTLY) return [...text].length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** "286/300", and whether it is too long, as { text, over, said }. */
export function fit(count, limit) {
  if (!limit) return null;
  const over = Math.max(count - limit, 0);
  return {
    text: `${count.toLocaleString("en-US")}/${limit.toLocaleString("en-US")}`,
    over,
    said: over ? `${over.toLocaleString("en-US")} too many` : `${(limit - count).toLocaleString("en-US")} left`,
  };
}
