// Someone else saved meanwhile: their words beside mine, and a choice for every paragraph.
import { merged, partings, wordsChanged } from "./changes.js";
import { h, icon } from "./dom.js";

/**
 * A card that shows where two texts part, and gives back the body that was chosen.
 *
 * Args:
 *   base, mine: bodies; theirs: { body, by, revision }; me: the name of who writes here.
 *   done: (body) => what happens with the words that were chosen.
 */
export function conflict({ base, mine, theirs, me, done }) {
  const names = namesOf(theirs.by, me);
  const parts = partings({ base, mine, theirs: theirs.body });
  const open = parts.filter((part) => !part.same);
  const choose = (form) => open.map((_, i) => new FormData(form).get(`part-${i}`));
  const form = h("form", {
    class: "stack",
    submit: (event) => {
      event.preventDefault();
      done(merged(parts, choose(form)));
    },
  });
  form.append(
    ...open.map((part, i) => question(part, { i, names, of: open.length })),
    h("div", { class: "row" },
      h("button", { class: "primary compact", type: "submit" }, "Save these words"),
      h("button", { class: "compact", type: "button", click: () => all(form, "mine") }, names.allMine),
      h("button", { class: "compact", type: "button", click: () => all(form, "theirs") }, names.allTheirs)),
  );
  return h("section", { class: "card stack conflict", role: "region", "aria-label": "Two versions of these words", tabindex: "-1" },
    h("h3", {}, icon("both"), ` ${names.happened}`),
    h("p", { class: "small" }, open.length
      ? "Nothing is lost. Choose for each place, then save. You can go on writing afterwards."
      : "The words are the same; save once more to go on."),
    form);
}

function question(part, { i, names, of }) {
  const option = (value, label, paragraphs, other) =>
    h("label", { class: "choice" },
      h("input", { type: "radio", name: `part-${i}`, value, checked: part.suggest === value }),
      h("span", {}, h("strong", { class: "small" }, label), quoted(paragraphs, other)));
  return h("fieldset", { class: "stack s2" },
    h("legend", { class: "small" }, of === 1 ? "One place differs" : `Place ${i + 1} of ${of}`),
    option("mine", names.mine, part.mine, part.theirs),
    option("theirs", names.theirs, part.theirs, part.mine),
    part.mine.length && part.theirs.length
      ? h("label", { class: "choice" },
          h("input", { type: "radio", name: `part-${i}`, value: "both" }),
          h("span", {}, h("strong", { class: "small" }, names.both)))
      : null);
}

/** Paragraphs, with what the other side does not have underlined. */
function quoted(paragraphs, other) {
  if (!paragraphs.length) return h("span", { class: "small muted quoted" }, "Nothing here");
  const pieces = wordsChanged(other.join("\n"), paragraphs.join("\n")).filter(({ kind }) => kind !== "gone");
  return h("span", { class: "quoted" }, pieces.map(({ kind, text }) => (kind === "new" ? h("ins", {}, text) : text)));
}

function all(form, side) {
  for (const radio of form.querySelectorAll(`input[value="${side}"]`)) radio.checked = true;
}

/** What to call the two sides: another person's words, or one's own from another tab or device. */
export function namesOf(by, me) {
  if (by && by === me) {
    return {
      happened: "You saved other words in another place", mine: "From here", theirs: "From the other place",
      both: "Both, these here first", allMine: "All from here", allTheirs: "All from there",
    };
  }
  const first = by ? by.split(" ")[0] : "They";
  const their = by ? `${first}${first.endsWith("s") ? "’" : "’s"}` : "Theirs";
  return {
    happened: `${by || "Someone else"} saved other words meanwhile`, mine: "Yours", theirs: their,
    both: "Both, yours first", allMine: "All yours", allTheirs: by ? `All ${their}` : "All theirs",
  };
}
