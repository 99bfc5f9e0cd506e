// The composer: words first. Looks after every quiet, saves after every rest, and says what it knows beside the words.
import { Checker } from "./composer/checking.js";
import { afterPaint } from "./composer/dom.js";
import { canRedo, canUndo, editor, redo, replace, rewrite, select, undo } from "./composer/editor.js";
import { concernsOf, SAID, spoken, tally } from "./composer/findings.js";
import { AWAY, Keeping } from "./composer/keeping.js";
import { Live } from "./composer/live.js";
import { currentIn, markAt, placesIn, point, show, stops } from "./composer/marks.js";
import { Page } from "./composer/page.js";
import { Panel } from "./composer/panel.js";
import { bodyOf, plain, Ruler } from "./composer/text.js";
import { Wordings } from "./composer/wordings.js";

const COUNT_AFTER = 120; // ms of quiet before the counters of the channels follow

class Composer {
  constructor(root) {
    this.page = new Page(root);
    this.live = new Live(this.page.one("#live"));
    this.noticed = { concerns: [], fine: [], unchecked: [] };
    this.wordings = new Wordings();
    this.cards = new Map(); // id of the card by key of the concern
    this.view = this.startEditor();
    this.panel = this.startPanel();
    this.keeping = this.startKeeping();
    this.checker = this.startChecker();
    this.listen(root);
    this.begin();
  }

  // Beginning

  startEditor() {
    const field = this.page.one("#body");
    const view = editor(this.page.one("#words"), {
      body: plain(field.value),
      attributes: {
        id: "editor", class: "sheet-words", role: "textbox", spellcheck: "true",
        "aria-multiline": "true", "aria-labelledby": "words-label", "aria-describedby": "words-keys",
      },
      keys: this.keys(),
      on: {
        changed: (tr) => this.wrote(tr),
        moved: (now, tr) => this.moved(now, tr),
        pointed: (mark) => this.pointed(mark),
      },
    });
    field.hidden = true;
    field.removeAttribute("name");
    this.page.root.classList.add("live");
    return view;
  }

  startPanel() {
    return new Panel(this.page.one("#findings"), {
      words: (finding) => this.wordsOf(finding),
      wording: (finding) => this.wordings.of(finding, this.placeOf(finding)),
      on: {
        open: (concern) => this.opened(concern),
        go: (finding, more) => this.go(finding, more),
        use: (wording) => this.use(wording),
        again: () => this.checker.now(),
      },
    });
  }

  startKeeping() {
    return new Keeping({
      page: this.page,
      live: this.live,
      look: () => this.checker.now(),
      words: { view: this.view, body: () => this.body(), length: () => this.length(), content: () => this.content() },
    });
  }

  startChecker() {
    const asked = (url) => (content, signal) => this.keeping.ask(url, content, signal);
    return new Checker({
      check: asked(this.page.at.check),
      wording: asked(this.page.at.wording),
      content: () => this.worthLooking(),
      size: () => this.view.state.doc.content.size,
      on: {
        looking: () => this.render({ looking: true }),
        found: (answer) => this.found(answer),
        reworded: ({ rewrites }) => this.reworded(rewrites),
        nothing: () => this.found({ findings: [], unchecked: [], fine: [] }, { blank: true }),
        failed: (problem) => this.render({ failure: { passing: problem.passing, detail: saidOf(problem) } }),
        away: () => this.render({ failure: { detail: AWAY } }),
      },
    });
  }

  listen(root) {
    root.addEventListener("input", (event) => event.target.closest("[data-field]") && this.changed());
    root.addEventListener("change", (event) => event.target.closest("[data-field]") && this.chosen());
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
    this.view.dom.addEventListener("compositionend", () => setTimeout(() => this.postponed?.()));
  }

  begin() {
    this.page.show(this.page.choices());
    this.page.count(this.body());
    this.empty();
    const stored = this.page.one("#screening");
    if (stored && this.body() === this.page.one("#body").value) {
      this.found(JSON.parse(stored.textContent), { blank: !this.worthLooking(), first: true });
    }
    this.checker.now();
  }

  // What is on the page

  content() {
    return { body: this.body(), ...this.page.choices() };
  }

  body() {
    return this.reading().body;
  }

  /** In code points. */
  length() {
    return this.reading().length;
  }

  reading() {
    const { doc } = this.view.state;
    if (this.read?.doc !== doc) this.read = { doc, body: bodyOf(doc), length: new Ruler(doc).length };
    return this.read;
  }

  /** What there is to look at, or null while there is nothing. */
  worthLooking() {
    const content = this.content();
    return content.body.trim() || content.alt_texts.some((alt) => alt.trim()) ? content : null;
  }

  /** The words that a finding is about, as they stand now; "" where they are gone. */
  wordsOf(finding) {
    const alt = this.page.altOf(finding);
    if (alt) return [...alt.value].slice(finding.start, finding.end).join("");
    const place = this.placeOf(finding);
    return place ? this.view.state.doc.textBetween(place.from, place.to, "\n") : "";
  }

  placeOf(finding) {
    return placesIn(this.view.state).find(({ id }) => id === finding.id);
  }

  // Writing

  wrote(tr) {
    this.wordings.follow(tr.mapping, tr.doc);
    this.postponed = null;
    this.changed();
    this.empty();
  }

  changed() {
    this.checker.changed();
    this.keeping.saver.changed();
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.page.count(this.body()), COUNT_AFTER);
  }

  /** A choice, not a word: the page shows it at once. */
  chosen() {
    this.page.show(this.page.choices());
    this.page.count(this.body());
    this.changed();
  }

  empty() {
    const { doc } = this.view.state;
    this.page.root.classList.toggle("unwritten", doc.childCount === 1 && doc.firstChild.content.size === 0);
  }

  /** The caret went into a mark, or out of one, and not by writing: its card opens. */
  moved(view, tr) {
    const { selection } = view.state;
    if (tr.docChanged || !tr.selectionSet || !selection.empty) return;
    const here = markAt(view.state, selection.head);
    const current = currentIn(view.state);
    if (here && here.id !== current.place) this.point(here.concern, here);
    else if (!here && current.concern) view.dispatch(point(view.state.tr, null));
  }

  // Findings

  /** Show an answer. Findings that stay keep their cards; none is shown while a letter is being composed. */
  found(answer, { blank = false, first = false } = {}) {
    if (this.view.composing) {
      this.postponed = () => this.found(answer, { blank });
      return;
    }
    this.postponed = null;
    const ruler = new Ruler(this.view.state.doc);
    const concerns = concernsOf(answer.findings);
    for (const concern of concerns) concern.card = this.cardOf(concern.key);
    const places = placesOf(concerns, ruler);
    this.wordings.rename(placesIn(this.view.state), places);
    this.view.dispatch(show(this.view.state.tr, places, this.view.hasFocus()));
    this.noticed = { concerns, fine: this.fineWith(answer.fine, ruler), unchecked: answer.unchecked };
    afterPaint(() => this.render({ blank })); // the line first, the cards a frame later
    if (!first && !blank) this.live.say([this.happened, spoken(tally(concerns))].filter(Boolean).join(" "));
    this.happened = "";
  }

  reworded(rewrites) {
    this.wordings.take(rewrites, this.view.state.doc);
    this.render();
  }

  render(more = {}) {
    this.panel.render({ ...this.noticed, ...more });
    this.page.left(this.leftToDo(more));
    this.page.flag(this.noticed.concerns);
  }

  cardOf(key) {
    if (!this.cards.has(key)) this.cards.set(key, `finding-${this.cards.size + 1}`);
    return this.cards.get(key);
  }

  fineWith(fine, ruler) {
    const { doc } = this.view.state;
    return (fine ?? []).map(({ start, end, why }) => ({
      why,
      words: end > start ? doc.textBetween(ruler.position(start), ruler.position(end), "\n") : "",
    }));
  }

  leftToDo({ failure, blank }) {
    const { change, look } = tally(this.noticed.concerns);
    if (failure) return "These words have not been looked at";
    if (blank) return "Nothing written yet";
    if (change) return `${change} to change before it can go out`;
    if (look) return `${look} for a person to look at`;
    return this.noticed.unchecked.length ? "No rule broken, but not all was looked at" : "No rule broken";
  }

  // Marks and cards point at each other

  point(concern, finding) {
    this.view.dispatch(point(this.view.state.tr, { concern: concern.key, place: finding?.id ?? "" }));
    const card = this.panel.point(concern.key, finding);
    const apart = getComputedStyle(this.page.one("#side")).overflowY !== "visible"; // its own scrolling moves no words
    if (card && apart) card.scrollIntoView({ block: "nearest" });
    this.page.peek(concern);
  }

  pointed(mark) {
    const place = this.placeOf({ id: mark.dataset.place });
    if (place) this.point(place.concern, place);
  }

  opened(concern) {
    const now = currentIn(this.view.state);
    if (concern && now.concern !== concern.key) this.point(concern, this.panel.shown(concern.key));
    else if (!concern && now.concern) this.view.dispatch(point(this.view.state.tr, null));
  }

  /** Show a finding in the words, with the focus there unless it is to stay. */
  go(finding, { stay = false } = {}) {
    const concern = this.noticed.concerns.find(({ findings }) => findings.some(({ id }) => id === finding.id));
    if (!concern) return;
    this.point(concern, finding);
    const [alt, place] = [this.page.altOf(finding), this.placeOf(finding)];
    if (alt && !stay) alt.focus();
    if (place && !stay) this.view.focus();
    if (place) select(this.view, place.from, place.to);
  }

  /** Alt+Down and Alt+Up: the next finding in reading order, wherever the focus is. */
  next(by) {
    const all = this.inOrder();
    if (!all.length) return this.live.say("Nothing to look at here.");
    const at = (this.standing(all, by) + by + all.length) % all.length;
    const { concern, finding } = all[at];
    const inCards = this.page.one("#findings").contains(document.activeElement);
    this.go(finding, { stay: inCards });
    if (inCards) this.page.one(`#${concern.card} summary`).focus();
    const wording = this.wordings.of(finding, this.placeOf(finding)) ? " Alt Enter uses a better wording." : "";
    return this.live.say(`${at + 1} of ${all.length}, ${SAID[concern.kind].aloud}: ${concern.message}${wording}`);
  }

  /** What one walks through: the marks as they stand, then what was found in descriptions of pictures. */
  inOrder() {
    const inWords = stops(this.view.state).map((place) => ({ concern: place.concern, finding: { id: place.id, part: "body" }, from: place.from }));
    const elsewhere = this.noticed.concerns.flatMap((concern) =>
      concern.findings.filter((finding) => this.page.altOf(finding)).map((finding) => ({ concern, finding })));
    return [...inWords, ...elsewhere];
  }

  /** Which of them one looks at now; between two, the one that a step from there leads away from. */
  standing(all, by) {
    const { place } = currentIn(this.view.state);
    const at = all.findIndex(({ finding }) => finding.id === place);
    if (at >= 0) return at;
    const { head } = this.view.state.selection;
    const after = all.findIndex(({ from }) => from !== undefined && from >= head);
    if (by > 0) return (after < 0 ? all.length : after) - 1;
    return after < 0 ? 0 : after;
  }

  // Better wording

  use(wording) {
    const { doc } = this.view.state;
    const now = this.wordings.byFinding.get(wording.finding);
    if (now && doc.textBetween(now.from, now.to, "\n") === now.words) {
      replace(this.view, { from: now.from, to: now.to, text: now.replacement });
      this.happened = "Wording changed. Control Z brings the old words back."; // said with the next findings
    }
    return this.checker.now();
  }

  useHere() {
    const { concern, place } = currentIn(this.view.state);
    const finding = place ? { id: place } : this.panel.shown(concern);
    const wording = finding && this.wordings.of(finding, this.placeOf(finding));
    if (wording) this.use(wording);
    else this.live.say("There is no better wording to use here.");
    return true;
  }

  // Keys and buttons

  keys() {
    return {
      "Alt-ArrowDown": () => (this.next(1), true),
      "Alt-ArrowUp": () => (this.next(-1), true),
      "Alt-Enter": () => this.useHere(),
      "Mod-Enter": () => (this.keeping.review(), true),
      Escape: () => this.escape(),
    };
  }

  /** The same keys outside the words; Esc only in the cards, from where it leads back to the words. */
  pressed(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const name = [event.altKey && "Alt", (event.ctrlKey || event.metaKey) && "Mod", event.key].filter(Boolean).join("-");
    if (name === "Escape" && !this.page.one("#findings").contains(event.target)) return;
    if (!this.keys()[name]?.()) return;
    event.preventDefault();
    if (name === "Escape") this.view.focus();
  }

  escape() {
    const { concern } = currentIn(this.view.state);
    this.panel.point(null);
    if (concern) this.view.dispatch(point(this.view.state.tr, null));
    return Boolean(concern) || this.page.one("#findings").contains(document.activeElement);
  }

  clicked(event) {
    const does = event.target.closest("[data-act]")?.dataset.act;
    if (does === "undo") this.back(canUndo, undo, "Nothing to undo.");
    if (does === "redo") this.back(canRedo, redo, "Nothing to do again.");
    if (does === "review") {
      event.preventDefault();
      this.keeping.review();
    }
    const opening = event.target.closest("[data-opening]");
    if (opening) this.open(opening.textContent.trim());
  }

  back(can, command, otherwise) {
    if (can(this.view)) command(this.view.state, this.view.dispatch);
    else this.live.say(otherwise);
    this.view.focus();
  }

  /** Begin with these words, the caret behind them. */
  open(words) {
    rewrite(this.view, `${words} `);
    const end = this.view.state.doc.content.size - 1;
    select(this.view, end, end);
    this.view.focus();
  }
}

/** A mark for every finding in the body that someone still has to think about. */
function placesOf(concerns, ruler) {
  const places = concerns
    .filter(({ kind }) => kind !== "waived" && kind !== "info")
    .flatMap((concern) =>
      concern.findings
        .filter(({ part }) => part === "body")
        .map(({ id, start, end }) => ({ id, concern, from: ruler.position(start), to: ruler.position(end) })));
  return places.filter(({ from, to }) => from < to);
}

function saidOf(problem) {
  return problem.detail || (problem.signedOut ? "You are signed out." : "The desk did not answer.");
}

const root = document.querySelector("[data-composer]");
if (root) new Composer(root);
