// Marks over the words: they follow every edit, never move the text, and wait for the caret.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { linesOf, SAID } from "./findings.js";

/**
 * A place is { id, concern, from, to }, in positions of the document.
 *
 * The state of the plugin:
 *   places   every place there is, mapped through every edit since
 *   waiting  ids of those that first turned up under the caret; drawn once it has left
 *   current  key of the concern that is looked at, and id of the place
 *   fresh    ids that are drawn for the first time and may fade in
 *   swapped  where wording was just replaced, until the next edit
 */
const key = new PluginKey("marks");
export const MOST = 300; // lines that are drawn at once, so that writing stays quick however much is found
const NONE = Object.freeze({ concern: "", place: "" });

export function marks() {
  return new Plugin({
    key,
    state: {
      init: (_config, state) => drawn({ places: [], waiting: new Set(), current: NONE, fresh: new Set() }, state.doc),
      apply: (tr, value, _old, state) => next(value, tr, state),
    },
    props: {
      decorations: (state) => key.getState(state).set,
      handleDOMEvents: {
        blur: (view) => {
          if (waitingIn(view.state).size) view.dispatch(leave(view.state.tr));
          return false;
        },
      },
    },
  });
}

/** Show these places instead of the last ones. What was there already stays as it is, without fading in again. */
export const show = (tr, places, focused) => tr.setMeta(key, { places, focused });

/** The concern, and its place, that a person looks at now. */
export const point = (tr, current) => tr.setMeta(key, { current: current ?? NONE });

/** The caret is somewhere else altogether: nothing needs to wait. */
export const leave = (tr) => tr.setMeta(key, { left: true });

/** Tint what was just put in, until the next edit. */
export const swapped = (tr, from, to) => tr.setMeta(key, { swapped: { from, to } });

export const placesIn = (state) => key.getState(state).places;
export const currentIn = (state) => key.getState(state).current;
export const waitingIn = (state) => key.getState(state).waiting;

/** Places in the order in which they are drawn, each once; what is hidden under a stronger mark is left out. */
export function stops(state) {
  return [...new Set(linesOf(placesIn(state)).map((line) => line.place))];
}

/** The mark that is drawn where the caret is, if any. */
export function markAt(state, position) {
  const { places, waiting, current } = key.getState(state);
  const near = places.filter(({ id, from, to }) => from <= position && position <= to && !waiting.has(id));
  const lines = linesOf(near, current.concern).filter(({ from, to }) => from <= position && position <= to);
  return (lines.find(({ to }) => position < to) ?? lines.at(-1))?.place;
}

function next(value, tr, state) {
  const told = tr.getMeta(key);
  if (!told && !tr.docChanged && !tr.selectionSet) return value;
  let now = tr.docChanged ? followed(value, tr) : value;
  if (told?.places) now = replaced(now, told, state.selection);
  if (told?.current) now = { ...now, current: told.current };
  if (told?.swapped) now = { ...now, swapped: told.swapped };
  const waiting = told?.left ? new Set() : stillUnder(now, state.selection);
  if (!told && waiting.size === now.waiting.size) return now;
  return drawn({ ...now, waiting }, state.doc);
}

/** After an edit: every place and every mark moves with its words; what has no words left is gone. */
function followed(value, tr) {
  const places = value.places
    .map((place) => ({ ...place, from: tr.mapping.map(place.from, 1), to: tr.mapping.map(place.to, -1) }))
    .filter((place) => place.from < place.to);
  return { ...value, places, swapped: null, set: value.set.map(tr.mapping, tr.doc) };
}

function replaced(value, { places, focused }, selection) {
  const name = (place) => `${place.concern.key}|${place.from}|${place.to}`;
  const before = new Map(value.places.map((place) => [name(place), place]));
  const waited = new Set(value.places.filter((place) => value.waiting.has(place.id)).map(name));
  const fresh = places.filter((place) => !before.has(name(place)));
  const waits = (place) => focused && under(place, selection) && (!before.has(name(place)) || waited.has(name(place)));
  return {
    ...value,
    places,
    fresh: new Set(fresh.map((place) => place.id)),
    waiting: new Set(places.filter(waits).map((place) => place.id)),
  };
}

function stillUnder({ places, waiting }, selection) {
  if (!waiting.size) return waiting;
  return new Set(places.filter((place) => waiting.has(place.id) && under(place, selection)).map((place) => place.id));
}

function under({ from, to }, { empty, head }) {
  return empty && from <= head && head <= to;
}

function drawn(value, doc) {
  const shown = value.places.filter((place) => !value.waiting.has(place.id));
  const lines = linesOf(shown, value.current.concern);
  const seen = lines.length <= MOST ? lines : lines.filter(({ place }, i) => i < MOST || place.id === value.current.place);
  const marks = seen.flatMap((line) => piecesOf(line, doc).map((piece) => decoration(piece, line, value)));
  const swap = value.swapped ? [Decoration.inline(value.swapped.from, value.swapped.to, { class: "swap" })] : [];
  return { ...value, set: DecorationSet.create(doc, [...marks, ...swap]) };
}

/** A line in pieces that each lie within one paragraph; the first piece of a place carries the number. */
function piecesOf(line, doc) {
  const pieces = [];
  doc.nodesBetween(line.from, line.to, (node, position) => {
    if (!node.isTextblock) return true;
    const from = Math.max(line.from, position + 1);
    const to = Math.min(line.to, position + 1 + node.content.size);
    if (from < to) pieces.push({ from, to, numbered: line.first && !pieces.length });
    return false;
  });
  return pieces;
}

function decoration({ from, to, numbered }, { place }, { current, fresh }) {
  const { concern } = place;
  const here = concern.key === current.concern;
  return Decoration.inline(from, to, {
    nodeName: "mark",
    class: ["f", classOf(concern), numbered ? "" : "rest", fresh.has(place.id) ? "fresh" : ""].filter(Boolean).join(" "),
    "data-concern": concern.key,
    "data-place": place.id,
    ...(numbered ? { "data-n": String(concern.n) } : {}),
    ...(here ? { "aria-current": String(!current.place || current.place === place.id) } : {}),
    "aria-details": concern.card,
    "aria-description": `finding ${concern.n}, ${SAID[concern.kind].aloud}`,
  });
}

function classOf(concern) {
  return concern.kind === "info" ? "advice" : concern.kind;
}
