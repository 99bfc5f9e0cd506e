// What the server noticed, put in order for people: concerns (a card each) and places (a mark each).

export const WEIGHTS = ["hold", "review", "advice", "info"];

/** Why a person would look at a card, in the words of the screen. */
export const SAID = {
  hold: { kind: "Change before it goes out", aloud: "must change", icon: "hand" },
  review: { kind: "A person should look", aloud: "a person should look", icon: "eyes" },
  advice: { kind: "Advice, yours to take or leave", aloud: "advice", icon: "bulb" },
  info: { kind: "Good to know", aloud: "good to know", icon: "info" },
  waived: { kind: "Accepted, with a reason", aloud: "accepted by a reviewer", icon: "tick" },
};

/**
 * Findings gathered by what they say: the same rule at nine places is one concern with nine places.
 *
 * Concerns come heaviest first, then in reading order, and are numbered from 1; what a reviewer has
 * accepted comes last. Each is { key, n, rule, kind, weight, waived, message, advice, citation, sure,
 * believed, findings }; `kind` is a key of SAID.
 */
export function concernsOf(findings) {
  const byKey = new Map();
  for (const finding of inReadingOrder(findings)) {
    const kind = finding.waived ? "waived" : finding.weight;
    const key = [kind, finding.rule, finding.message].join("|");
    if (!byKey.has(key)) byKey.set(key, { ...said(finding), key, kind, findings: [] });
    byKey.get(key).findings.push(finding);
  }
  const concerns = [...byKey.values()].sort((one, other) => rank(one) - rank(other));
  return concerns.map((concern, i) => ({ ...concern, n: i + 1 }));
}

/** How many concerns there are to change and to look at; what is accepted or advice is not counted. */
export function tally(concerns) {
  const of = (kind) => concerns.filter((concern) => concern.kind === kind).length;
  return { change: of("hold"), look: of("review"), advice: of("advice") };
}

/** "2 to change, 1 to look at": what the live line says. */
export function spoken({ change, look, advice }) {
  const parts = [];
  if (change) parts.push(`${change} to change`);
  if (look) parts.push(`${look} to look at`);
  if (!parts.length && advice) parts.push(advice === 1 ? "1 piece of advice" : `${advice} pieces of advice`);
  return parts.join(", ") || "No rule broken";
}

/**
 * Which mark wins the line where places overlap: pieces without overlaps, in reading order.
 *
 * Args: places, each with from < to and its concern; current, the key of the concern that is looked at. The heavier
 * concern wins, then the current one, then the one with fewer places (it says more about this one), then the longer.
 * Returns: { from, to, place, first } for each piece; `first` is true once for a place.
 */
export function linesOf(places, current) {
  const waiting = [...places].sort((one, other) => one.from - other.from);
  const edges = [...new Set(places.flatMap((place) => [place.from, place.to]))].sort((a, b) => a - b);
  const pieces = [];
  const begun = new Set();
  let open = [];
  for (let i = 0, next = 0; i + 1 < edges.length; i++) {
    open = open.filter((place) => place.to > edges[i]);
    while (next < waiting.length && waiting[next].from <= edges[i]) open.push(waiting[next++]);
    if (!open.length) continue;
    const place = open.reduce((best, other) => (stronger(other, best, current) ? other : best));
    const last = pieces.at(-1);
    if (last && last.place === place && last.to === edges[i]) last.to = edges[i + 1];
    else pieces.push({ from: edges[i], to: edges[i + 1], place, first: !begun.has(place) });
    begun.add(place);
  }
  return pieces;
}

function stronger(one, other, current) {
  const looked = (place) => (place.concern.key === current ? 0 : 1);
  const by = [
    rank(one.concern) - rank(other.concern),
    looked(one) - looked(other),
    one.concern.findings.length - other.concern.findings.length,
    other.to - other.from - (one.to - one.from),
    one.concern.n - other.concern.n,
  ];
  return (by.find((difference) => difference !== 0) ?? 0) < 0;
}

function rank(concern) {
  return concern.kind === "waived" ? WEIGHTS.length : WEIGHTS.indexOf(concern.kind);
}

function said({ rule, name, weight, waived, message, advice, citation, sure, believed }) {
  return { rule, name, weight, waived, message, advice, citation, sure, believed };
}

function inReadingOrder(findings) {
  const part = (finding) => (finding.part === "body" ? "" : finding.part);
  return [...findings].sort(
    (one, other) =>
      part(one).localeCompare(part(other), "en", { numeric: true }) || one.start - other.start || other.end - one.end,
  );
}
