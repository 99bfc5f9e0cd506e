// "What we noticed": a card for every concern, what is fine, and what nobody has looked at.
import { wordsChanged } from "./changes.js";
import { brief, h, icon } from "./dom.js";
import { SAID } from "./findings.js";
import { MOST } from "./marks.js";

/**
 * The cards beside the words.
 *
 * Args:
 *   place: the element that the cards go into.
 *   on: { open(concern), go(finding), use(rewrite), again }: a card was opened; a person wants to see the place,
 *   to use a wording, or to have the words looked at once more.
 *   words: finding => the words it is about, as they stand now, or "".
 *   wording: finding => a better wording for it ({ words, replacement }), or nothing.
 */
export class Panel {
  constructor(place, { on, words, wording }) {
    Object.assign(this, { place, on, words, wording });
    this.cards = new Map(); // by key of the concern
    this.at = new Map(); // which place of a concern is shown
  }

  /**
   * Show this and nothing else. Cards that stay keep their place in the page, their openness and the focus.
   *
   * Args: { concerns, fine, unchecked, failure, looking, blank }.
   */
  render({ concerns, fine, unchecked, failure, looking, blank }) {
    const focus = this.focused();
    const cards = concerns.map((concern) => this.card(concern));
    for (const [key, card] of this.cards) if (!concerns.some((concern) => concern.key === key)) this.drop(key, card);
    arrange(this.place, [
      ...(failure ? [this.failed(failure)] : []),
      ...cards,
      ...this.quiet({ concerns, fine, unchecked, failure, looking, blank }),
    ]);
    this.refocus(focus);
  }

  /** Open the card of a concern, at one of its places, and close the others; null closes all. */
  point(key, finding) {
    for (const [other, card] of this.cards) if (card.open !== (other === key)) card.open = other === key;
    const shown = this.cards.get(key);
    if (!shown) return null;
    if (finding) this.step(shown.concern, finding);
    return shown;
  }

  /** The finding that an open card shows now. */
  shown(key) {
    const concern = this.cards.get(key)?.concern;
    return concern?.findings[this.index(concern)];
  }

  card(concern) {
    const card = this.cards.get(concern.key) ?? this.fresh(concern);
    card.concern = concern;
    this.cards.set(concern.key, card);
    this.fill(card);
    return card;
  }

  fresh(concern) {
    const card = h("details", { id: concern.card, toggle: () => this.toggled(card) });
    card.append(h("summary", {}), h("div", { class: "finding-body" }));
    return card;
  }

  toggled(card) {
    if (card.open) this.on.open(card.concern);
    else if (![...this.cards.values()].some((other) => other.open)) this.on.open(null);
  }

  drop(key, card) {
    card.remove();
    this.cards.delete(key);
    this.at.delete(key);
  }

  /** Draw a card anew, but only where it says something else than before. */
  fill(card) {
    const { concern } = card;
    const finding = concern.findings[this.index(concern)];
    const rewrite = this.wording(finding);
    const here = this.words(finding);
    const says = JSON.stringify([concern.n, concern.kind, concern.findings.length, this.index(concern), here, rewrite]);
    if (card.says === says) return;
    card.says = says;
    card.className = `finding ${concern.kind === "waived" ? "done" : concern.kind}`;
    card.querySelector("summary").replaceChildren(...head(concern));
    card.querySelector(".finding-body").replaceChildren(
      h("p", {}, concern.advice),
      ...this.where(concern, finding, here),
      ...this.swap(rewrite),
      foot(concern),
    );
  }

  where(concern, finding, here) {
    const go = here && h("button", { class: "ghost compact go", type: "button", "data-do": "go", click: () => this.on.go(finding) },
      h("span", { class: "vh" }, "Show in the text: "), `“${brief(here)}”`);
    if (concern.findings.length < 2) return go && finding.part !== "body" ? [h("div", { class: "row" }, go)] : [];
    const step = (by, name, says) =>
      h("button", { class: "ghost compact icon-only", type: "button", "data-do": name, click: () => this.turn(concern, by) },
        icon(name), h("span", { class: "vh" }, says));
    return [
      h("div", { class: "row steps" },
        step(-1, "left", "Place before"),
        h("span", { class: "small muted nowrap" }, `${this.index(concern) + 1} of ${concern.findings.length}`),
        step(1, "right", "Next place"),
        go),
    ];
  }

  swap(rewrite) {
    if (!rewrite) return [];
    const pieces = wordsChanged(rewrite.words, rewrite.replacement).map(({ kind, text }) =>
      kind === "same" ? text : h(kind === "gone" ? "del" : "ins", {}, text));
    return [
      h("div", { class: "swapbox" }, h("span", {}, pieces)),
      h("div", { class: "row" },
        h("button", { class: "primary compact", type: "button", "data-do": "use", click: () => this.on.use(rewrite) },
          icon("swap"), rewrite.replacement ? "Use this wording" : "Take these words out")),
    ];
  }

  turn(concern, by) {
    const count = concern.findings.length;
    const finding = concern.findings[(this.index(concern) + by + count) % count];
    this.step(concern, finding);
    this.on.go(finding, { stay: true });
  }

  step(concern, finding) {
    const at = concern.findings.findIndex((one) => one.id === finding.id);
    if (at < 0) return;
    this.at.set(concern.key, at);
    const focus = this.focused();
    this.fill(this.cards.get(concern.key));
    this.refocus(focus);
  }

  index(concern) {
    return Math.min(this.at.get(concern.key) ?? 0, concern.findings.length - 1);
  }

  failed({ detail, passing }) {
    return h("div", { class: "note blank", "data-key": "failure" }, icon("blank", "k-blank"),
      h("div", { class: "stack s2" },
        h("p", { class: "small" }, h("strong", {}, "Not looked at: "), "these words, as they are now. ", detail),
        passing && h("div", { class: "row" },
          h("button", { class: "compact", type: "button", "data-do": "again", click: () => this.on.again() }, "Look again"))));
  }

  quiet({ concerns, fine, unchecked, failure, looking, blank }) {
    const notes = [];
    if (looking) notes.push(h("p", { class: "small muted", "data-key": "looking" }, "Looking…"));
    else if (blank) notes.push(h("p", { class: "small muted", "data-key": "blank" }, "We look as soon as there are words. Nobody else reads them yet."));
    else if (!concerns.length && !failure) notes.push(clear(unchecked));
    if (concerns.reduce((sum, { findings }) => sum + findings.length, 0) > MOST) notes.push(many());
    if (fine.length) notes.push(this.fine(fine));
    return [...notes, ...counted(unchecked).map(unseen)];
  }

  fine(items) {
    const open = this.place.querySelector("details[data-key=fine]")?.open;
    return h("details", { class: "card", "data-key": "fine", open },
      h("summary", {},
        h("span", { class: "row" }, icon("tick", "k-clear"),
          h("strong", { class: "small" }, items.length === 1 ? "1 thing that is fine" : `${items.length} things that are fine`),
          h("span", { class: "small muted" }, "Why?")),
        icon("chev", "chev")),
      h("ul", { class: "plainlist clear" }, items.map(({ words, why }) =>
        h("li", {}, icon("check"), h("span", {}, words && `“${brief(words)}”: `, why)))));
  }

  focused() {
    const element = document.activeElement;
    const card = element?.closest?.("details.finding");
    if (!card || !this.place.contains(card)) return null;
    return { card, name: element.dataset.do, at: [...this.cards.values()].indexOf(card) };
  }

  /** Put the focus back where it was; where its card is gone, on the next one. */
  refocus(focus) {
    if (!focus || this.place.contains(document.activeElement)) return;
    const cards = [...this.cards.values()];
    const card = focus.card.isConnected ? focus.card : cards[Math.min(focus.at, cards.length - 1)];
    const again = focus.card.isConnected && focus.name ? card.querySelector(`[data-do="${focus.name}"]`) : null;
    (again ?? card?.querySelector("summary") ?? document.querySelector("#noticed"))?.focus();
  }
}

/** Put children in order without taking out those that stay: taking out would close and blur them. */
function arrange(place, wanted) {
  const stay = new Set(wanted);
  for (const child of [...place.children]) if (!stay.has(child)) child.remove();
  wanted.forEach((child, i) => {
    if (place.children[i] !== child) place.insertBefore(child, place.children[i] ?? null);
  });
}

function head(concern) {
  const { kind, icon: name } = SAID[concern.kind];
  const tone = concern.kind === "waived" ? "k-clear" : `k-${concern.kind}`;
  return [
    icon(name, `flag ${tone}`),
    h("span", { class: "what-line" },
      h("span", { class: "kind" },
        h("span", { class: "tab", "aria-hidden": "true" }, String(concern.n)), kind, h("span", { class: "vh" }, `, finding ${concern.n}`)),
      h("span", { class: "what" }, concern.message)),
    icon("chev", "chev"),
  ];
}

function foot({ rule, sure, citation }) {
  const known = sure?.replace(/\s*\([^()]*\)$/, "");
  return h("p", { class: "why" },
    h("a", { href: `/rules/${encodeURIComponent(rule)}` }, "Why this rule?"), " · ",
    h("span", { class: "nowrap" }, `Rule ${rule}`), known && `, ${known}`, citation && ` · ${citation}`);
}

function clear(unchecked) {
  const words = unchecked.length ? "No rule broken in what was looked at." : "No rule broken. A person still reads it.";
  const name = unchecked.length ? "blank" : "clear";
  return h("p", { class: `small note ${name}`, "data-key": "clear" }, icon(unchecked.length ? "blank" : "tick"), h("span", {}, words));
}

function many() {
  return h("p", { class: "small muted" }, `There are so many places that only the first ${MOST} are underlined. The cards lead to all of them.`);
}

function counted(unchecked) {
  const byWhy = new Map();
  for (const { why } of unchecked) byWhy.set(why, (byWhy.get(why) ?? 0) + 1);
  return [...byWhy];
}

function unseen([why, times]) {
  return h("div", { class: "note blank" }, icon("blank", "k-blank"),
    h("p", { class: "small" }, h("strong", {}, "Not looked at: "), why, times > 1 && ` (${times} times)`));
}
