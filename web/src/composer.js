// The composer: words first. Looks after every quiet, saves after every rest, and says what it knows beside the words.
import { ask, Problem } from "./composer/asking.js";
import { charactersIn, fit } from "./composer/channels.js";
import { Checker } from "./composer/checking.js";
import { conflict, namesOf } from "./composer/conflict.js";
import { afterPaint } from "./composer/dom.js";
import { editor, redo, replace, rewrite, select, undo, canRedo, canUndo } from "./composer/editor.js";
import { concernsOf, SAID, spoken, tally } from "./composer/findings.js";
import { Live } from "./composer/live.js";
import { currentIn, markAt, placesIn, point, show, stops } from "./composer/marks.js";
import { Notices, refused, signedOut } from "./composer/notices.js";
import { Panel } from "./composer/panel.js";
import { Saver } from "./composer/saving.js";
import { code, redraw } from "./composer/seal.js";
import { bodyOf, docOf, plain, Ruler } from "./composer/text.js";
import { instantOf, spokenDay, spokenTime } from "./composer/when.js";
import { Wordings } from "./composer/wordings.js";

const AWAY = "You are offline. Keep writing; we save when the line is back.";
const UNREAD = "Nobody else reads it yet.";
const NOTHING = { concerns: [], fine: [], unchecked: [] };

class Composer {
  constructor(root) {
    this.root = root;
    this.at = root.dataset;
    this.find = (what) => document.querySelector(what);
    this.token = this.find("meta[name=csrf-token]").content;
    this.live = new Live(this.find("#live"));
    this.notices = new Notices(this.find("#notices"));
    this.noticed = NOTHING;
    this.wordings = new Wordings();
    this.cards = new Map();
    this.view = this.startEditor();
    this.panel = this.startPanel();
    this.checker = this.startChecker();
    this.saver = this.startSaver();
    this.base = this.body();
    this.listen();
    this.begin();
  }

  // Beginning

  startEditor() {
    const field = this.find("#body");
    this.field = field;
    const view = editor(this.find("#words"), {
      body: plain(field.value),
      attributes: {
        id: "editor", role: "textbox", "aria-multiline": "true", "aria-labelledby": "words-label",
        "aria-describedby": "words-keys", spellcheck: "true", class: "sheet-words",
      },
      keys: this.keys(),
      on: {
        changed: (tr) => this.wrote(tr),
        moved: (view, tr) => this.moved(view, tr),
        pointed: (mark) => this.pointed(mark),
      },
    });
    field.hidden = true;
    field.removeAttribute("name");
    this.root.classList.add("live");
    return view;
  }

  startPanel() {
    return new Panel(this.find("#findings"), {
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

  startChecker() {
    const post = (url) => (content, signal) => this.asked(url, content, signal);
    return new Checker({
      check: post(this.at.check),
      wording: post(this.at.wording),
      content: () => this.worthLooking(),
      size: () => this.view.state.doc.content.size,
      on: {
        looking: () => this.render({ looking: true }),
        found: (answer) => this.found(answer),
        reworded: ({ rewrites }) => this.reworded(rewrites),
        nothing: () => this.found({ findings: [], unchecked: [], fine: [] }, { blank: true }),
        failed: (problem) => this.render({ failure: problem }),
        away: () => this.render({ failure: { detail: AWAY } }),
      },
    });
  }

  startSaver() {
    return new Saver({
      content: () => this.content(),
      revision: Number(this.at.revision),
      save: (content, revision) => this.asked(this.at.save, { ...content, revision }),
      on: {
        saving: () => {},
        saved: (answer) => this.saved(answer),
        away: () => this.note(AWAY, "away"),
        waiting: (problem) => this.note(`Not saved yet: ${problem.detail || "the desk did not answer."} We try again.`, "away"),
        conflict: (theirs) => this.parted(theirs),
        signedOut: (problem) => this.lostSession(problem),
        refused: (problem) => this.refused(problem),
      },
    });
  }

  listen() {
    const on = (target, events) => Object.entries(events).forEach(([name, does]) => target.addEventListener(name, does));
    on(this.root, {
      input: (event) => event.target.closest("[data-field]") && this.changed(),
      change: (event) => event.target.closest("[data-field]") && this.chosen(),
      click: (event) => this.clicked(event),
      keydown: (event) => this.pressed(event),
    });
    on(window, {
      online: () => this.backOnline(),
      offline: () => this.note(AWAY, "away"),
      beforeunload: (event) => this.saver.unsaved && !this.leaving && event.preventDefault(),
    });
    on(document.body, {
      submit: (event) => this.submitting(event),
      "htmx:confirm": (event) => this.beforePicture(event),
      "htmx:beforeSwap": (event) => this.rememberAlts(event),
      "htmx:afterSwap": (event) => this.restoreAlts(event),
    });
    this.view.dom.addEventListener("compositionend", () => setTimeout(() => this.postponed?.()));
  }

  begin() {
    this.chosen({ quietly: true });
    this.measure();
    const stored = this.find("#screening");
    const answer = stored ? JSON.parse(stored.textContent) : null;
    if (answer && !this.field.value.includes("\r")) this.found(answer, { blank: !this.worthLooking(), first: true });
    this.checker.now();
  }

  // What is on the page

  content() {
    const value = (name) => this.find(`[data-field="${name}"]`)?.value ?? "";
    return {
      body: this.body(),
      kind: value("kind"),
      in_reply_to: value("in_reply_to"),
      planned_at: instantOf(value("planned_at"), this.at.zone),
      alt_texts: this.altFields().map((field) => field.value),
      channels: this.channelFields().filter((box) => box.checked).map((box) => box.value),
    };
  }

  body() {
    const { doc } = this.view.state;
    if (this.read?.doc !== doc) this.read = { doc, body: bodyOf(doc), length: new Ruler(doc).length };
    return this.read.body;
  }

  worthLooking() {
    const content = this.content();
    return content.body.trim() || content.alt_texts.some((alt) => alt.trim()) ? content : null;
  }

  altFields() {
    return [...this.root.querySelectorAll("[data-alt]")];
  }

  channelFields() {
    return [...this.root.querySelectorAll("[data-field=channels]")];
  }

  /** The words that a finding is about, as they stand now; "" where they are gone. */
  wordsOf(finding) {
    const alt = /^alt_texts\[(\d+)\]$/.exec(finding.part);
    if (alt) return [...(this.altFields()[alt[1]]?.value ?? "")].slice(finding.start, finding.end).join("");
    const place = this.placeOf(finding);
    return place ? this.view.state.doc.textBetween(place.from, place.to, "\n") : "";
  }

  placeOf(finding) {
    return placesIn(this.view.state).find(({ id }) => id === finding.id);
  }

  // Writing

  wrote(tr) {
    this.wordings.follow(tr.mapping, tr.doc);
    this.changed();
  }

  changed() {
    this.checker.changed();
    this.saver.changed();
    clearTimeout(this.measuring);
    this.measuring = setTimeout(() => this.measure(), 120);
    this.empty();
  }

  /** A choice, not a word: the page shows it at once. */
  chosen({ quietly = false } = {}) {
    const content = this.content();
    const answers = ["rating_reply", "comment_reply", "message"].includes(content.kind);
    this.find("#answers").hidden = !answers && !content.in_reply_to;
    this.find("#planned").textContent = content.planned_at ? spokenDay(content.planned_at, this.at.zone) : "As soon as released";
    for (const chip of this.root.querySelectorAll("[data-channel]")) chip.hidden = !content.channels.includes(chip.dataset.channel);
    this.find("#places span").classList.toggle("vh", content.channels.length > 0);
    for (const openings of this.root.querySelectorAll("[data-openings]")) openings.hidden = openings.dataset.openings !== content.kind;
    this.empty();
    this.measure();
    if (!quietly) this.changed();
  }

  empty() {
    const { doc } = this.view.state;
    this.root.classList.toggle("unwritten", doc.childCount === 1 && doc.firstChild.content.size === 0);
  }

  measure() {
    const count = charactersIn(this.body());
    for (const chip of this.root.querySelectorAll("[data-limit-chars]")) {
      const shown = fit(count, Number(chip.dataset.limitChars));
      if (!shown) continue;
      chip.querySelector(".num").textContent = shown.over ? `${shown.over.toLocaleString("en-US")} over` : shown.text;
      chip.querySelector(".said").textContent = `, ${shown.said}`;
      chip.classList.toggle("over", shown.over > 0);
    }
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
    this.state(more);
    this.flagAlts();
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

  state({ failure, blank }) {
    const { change, look } = tally(this.noticed.concerns);
    const left = this.find("#left");
    if (failure) left.textContent = "These words have not been looked at";
    else if (blank) left.textContent = "Nothing written yet";
    else if (change) left.textContent = `${change} to change before it can go out`;
    else if (look) left.textContent = look === 1 ? "1 for a person to look at" : `${look} for a person to look at`;
    else left.textContent = this.noticed.unchecked.length ? "No rule broken, but not all was looked at" : "No rule broken";
  }

  flagAlts() {
    const parts = new Map();
    for (const { kind, card, findings } of this.noticed.concerns) {
      for (const { part } of findings) if (!parts.has(part) && kind !== "waived") parts.set(part, { kind, card });
    }
    this.altFields().forEach((field, i) => {
      const found = parts.get(`alt_texts[${i}]`);
      field.dataset.weight = found?.kind ?? "";
      if (found) field.setAttribute("aria-details", found.card);
      else field.removeAttribute("aria-details");
    });
  }

  // Marks and cards point at each other

  point(concern, finding) {
    const { state } = this.view;
    this.view.dispatch(point(state.tr, { concern: concern.key, place: finding?.id ?? "" }));
    const card = this.panel.point(concern.key, finding);
    if (card && getComputedStyle(this.find("#side")).overflowY !== "visible") card.scrollIntoView({ block: "nearest" });
    this.peek(concern);
  }

  pointed(mark) {
    const place = placesIn(this.view.state).find((one) => one.id === mark.dataset.place);
    if (place) this.point(place.concern, place);
  }

  opened(concern) {
    const now = currentIn(this.view.state);
    if (concern && now.concern !== concern.key) this.point(concern, this.panel.shown(concern.key));
    else if (!concern && now.concern) this.view.dispatch(point(this.view.state.tr, null));
  }

  /** On a narrow page the cards are far below: say beside the buttons what the mark is about. */
  peek(concern) {
    const line = this.find("#peek");
    line.hidden = false;
    line.href = `#${concern.card}`;
    line.className = `peek small k-${concern.kind}`;
    line.textContent = concern.message;
  }

  /** Show a finding in the words, with the focus there unless it is to stay. */
  go(finding, { stay = false } = {}) {
    const alt = /^alt_texts\[(\d+)\]$/.exec(finding.part);
    const concern = this.noticed.concerns.find(({ findings }) => findings.some(({ id }) => id === finding.id));
    if (!concern) return;
    this.point(concern, finding);
    if (alt) {
      if (!stay) this.altFields()[alt[1]]?.focus();
      return;
    }
    const place = this.placeOf(finding);
    if (!place) return;
    if (!stay) this.view.focus();
    select(this.view, place.from, place.to);
  }

  /** Alt+Down and Alt+Up: the next finding in reading order, wherever the focus is. */
  next(by) {
    const inWords = stops(this.view.state).map((place) => ({ concern: place.concern, finding: { ...place, part: "body" }, from: place.from }));
    const seen = new Set(inWords.map(({ finding }) => finding.id));
    const elsewhere = this.noticed.concerns.flatMap((concern) =>
      concern.findings.filter(({ id, part }) => !seen.has(id) && part !== "body").map((finding) => ({ concern, finding })));
    const all = [...inWords, ...elsewhere];
    if (!all.length) return this.live.say("Nothing to look at here.");
    const to = all[(this.standing(all, by) + by + all.length) % all.length];
    const inCards = this.find("#findings").contains(document.activeElement);
    this.go(to.finding, { stay: inCards });
    if (inCards) this.find(`#${to.concern.card} summary`).focus();
    const wording = this.wordings.of(to.finding, this.placeOf(to.finding)) ? " Alt Enter uses a better wording." : "";
    this.live.say(`${all.indexOf(to) + 1} of ${all.length}, ${SAID[to.concern.kind].aloud}: ${to.concern.message}${wording}`);
    return undefined;
  }

  standing(all, by) {
    const { place } = currentIn(this.view.state);
    const at = all.findIndex(({ finding }) => finding.id === place);
    if (at >= 0) return at;
    const { head } = this.view.state.selection;
    const after = all.findIndex(({ from }) => from !== undefined && from >= head);
    return by > 0 ? (after < 0 ? all.length : after) - 1 : after < 0 ? 0 : after;
  }

  // Better wording

  use(wording) {
    const { doc } = this.view.state;
    const now = this.wordings.byFinding.get(wording.finding);
    if (!now || doc.textBetween(now.from, now.to, "\n") !== now.words) return this.checker.now();
    replace(this.view, { from: now.from, to: now.to, text: now.replacement });
    this.happened = "Wording changed. Control Z brings the old words back."; // said with the next findings
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

  // Keeping

  async asked(url, content, signal) {
    const limit = Number(this.at.limit);
    this.body();
    if (this.read.length > limit) {
      throw new Problem({ status: 413, detail: `This text is longer than we can look at in one piece (limit ${limit.toLocaleString("en-US")} characters).` });
    }
    return ask(url, content, { token: this.token, signal });
  }

  saved({ saved_at: at, seal, version }) {
    this.base = JSON.parse(this.saver.kept).body;
    this.note(`Saved at ${spokenTime(at, this.at.zone)}. ${UNREAD}`);
    this.notices.take("refused");
    this.notices.take("session");
    if (seal) this.reseal(seal);
    const shown = this.find("#version");
    if (version && shown) shown.textContent = String(version);
  }

  reseal(seal) {
    const drawn = this.find("#seal svg");
    if (drawn) redraw(drawn, seal);
    const words = this.find("#seal .mono");
    if (words) words.textContent = code(seal);
  }

  note(words, kind = "") {
    const note = this.find("#left-note");
    note.textContent = words;
    note.dataset.kind = kind;
  }

  backOnline() {
    this.saver.tries = 0;
    this.saver.flush();
    this.checker.now();
  }

  refused(problem) {
    const detail = problem.detail || "The desk did not take it.";
    this.note("Not saved. Your words are still on this page.", "away");
    this.notices.put("refused", refused({ detail, copy: () => this.copy() }));
    this.live.say(`Not saved. ${detail}`);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.body());
      this.live.say("Copied.");
    } catch {
      select(this.view, 1, this.view.state.doc.content.size - 1);
      this.view.focus();
      this.live.say("Your words are selected; Control C copies them.");
    }
  }

  lostSession() {
    this.note("Not saved. Your words are still on this page.", "away");
    this.notices.put("session", signedOut({ address: this.at.signIn, again: () => this.comeBack() }));
    this.live.say("You are signed out. Your words are still on this page.");
  }

  /** After signing in elsewhere: this page needs the token of the new session. */
  async comeBack() {
    try {
      const response = await fetch(location.pathname, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const token = !response.redirected && response.ok && page.querySelector("meta[name=csrf-token]");
      if (!token) return this.live.say("Nobody is signed in yet.");
      this.token = token.content;
      this.find("meta[name=csrf-token]").content = token.content;
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token.content;
      this.notices.take("session");
      this.checker.now();
      return this.saver.resume();
    } catch {
      return this.note(AWAY, "away");
    }
  }

  /** Someone else saved. Where their words are the ones I began with or the ones I have, there is nothing to choose. */
  parted(theirs) {
    const body = plain(theirs.body);
    if (body === this.base || body === this.body()) return void this.saver.resume(theirs.revision);
    this.note("Not saved: two versions. Choose beside your words.", "away");
    const shown = conflict({ base: this.base, mine: this.body(), theirs: { ...theirs, body }, me: this.at.me, done: (chosen) => this.joined(chosen, theirs) });
    this.notices.put("conflict", shown);
    this.live.say(`${namesOf(theirs.by, this.at.me).happened}. Nothing is lost: choose beside your words.`);
    return undefined;
  }

  joined(chosen, theirs) {
    this.notices.take("conflict");
    if (chosen !== this.body()) rewrite(this.view, chosen);
    this.base = plain(theirs.body);
    this.saver.resume(theirs.revision);
    this.view.focus();
  }

  // Leaving

  async review() {
    const nameless = this.altFields().find((field) => !field.value.trim());
    if (nameless) {
      this.say("Say what the picture shows.");
      return nameless.focus();
    }
    if (!this.worthLooking()) return this.say("There are no words yet.");
    if (await this.saver.flush()) {
      this.leaving = true;
      return location.assign(this.at.submit);
    }
    return this.say("Not saved yet, so we did not ask. Your words are still on this page.");
  }

  say(words) {
    this.note(words, "away");
    this.live.say(words);
  }

  /** Forms that act on the words as they are kept wait for the last save. */
  async submitting(event) {
    const form = event.target.closest("form[data-after-save]");
    if (!form || form.dataset.ready) return;
    event.preventDefault();
    if (!(await this.saver.flush())) return void this.say("Not saved yet. Your words are still on this page.");
    form.dataset.ready = "yes";
    this.leaving = true;
    setTimeout(() => form.requestSubmit(event.submitter ?? undefined)); // not before this event is over
  }

  async beforePicture(event) {
    if (!event.target.closest("#pictures")) return;
    event.preventDefault();
    await this.saver.flush();
    event.detail.issueRequest(true);
  }

  rememberAlts(event) {
    if (event.detail.target?.id !== "pictures") return;
    this.alts = new Map(this.altFields().map((field) => [field.dataset.alt, field.value]));
  }

  restoreAlts() {
    if (!this.alts) return;
    for (const field of this.altFields()) if (this.alts.has(field.dataset.alt)) field.value = this.alts.get(field.dataset.alt);
    this.alts = null;
    const revision = this.find("#pictures")?.dataset.revision;
    if (revision) this.saver.revision = Number(revision);
    this.changed();
  }

  // Keys and buttons

  keys() {
    return {
      "Alt-ArrowDown": () => (this.next(1), true),
      "Alt-ArrowUp": () => (this.next(-1), true),
      "Alt-Enter": () => this.useHere(),
      "Mod-Enter": () => (this.review(), true),
      Escape: () => this.escape(),
    };
  }

  pressed(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const name = [event.altKey && "Alt", (event.ctrlKey || event.metaKey) && "Mod", event.key].filter(Boolean).join("-");
    if (name === "Escape" && !this.find("#findings").contains(event.target)) return;
    const does = this.keys()[name];
    if (!does || !does()) return;
    event.preventDefault();
    if (name === "Escape") this.view.focus();
  }

  escape() {
    const { concern } = currentIn(this.view.state);
    this.panel.point(null);
    if (concern) this.view.dispatch(point(this.view.state.tr, null));
    return Boolean(concern) || this.find("#findings").contains(document.activeElement);
  }

  clicked(event) {
    const does = event.target.closest("[data-act]")?.dataset.act;
    if (does === "undo") this.back(canUndo, undo, "Nothing to undo.");
    if (does === "redo") this.back(canRedo, redo, "Nothing to redo.");
    if (does === "review") {
      event.preventDefault();
      this.review();
    }
    const opening = event.target.closest("[data-opening]");
    if (opening) this.open(opening.textContent.trim());
    if (event.target.id === "words-label") this.view.focus();
  }

  back(can, command, otherwise) {
    if (can(this.view)) command(this.view.state, this.view.dispatch);
    else this.live.say(otherwise);
    this.view.focus();
  }

  open(words) {
    const doc = docOf(`${words.replace(/…$/, "")} `.replace(/ +$/, " "));
    this.view.dispatch(this.view.state.tr.replaceWith(0, this.view.state.doc.content.size, doc.content));
    const end = this.view.state.doc.content.size - 1;
    select(this.view, end, end);
    this.view.focus();
  }
}

/** A mark for every finding in the body that someone still has to think about. */
function placesOf(concerns, ruler) {
  return concerns
    .filter(({ kind }) => kind !== "waived" && kind !== "info")
    .flatMap((concern) =>
      concern.findings
        .filter(({ part, start, end }) => part === "body" && start < end)
        .map(({ id, start, end }) => ({ id, concern, from: ruler.position(start), to: ruler.position(end) })),
    )
    .filter(({ from, to }) => from < to);
}

const root = document.querySelector("[data-composer]");
if (root) new Composer(root);
