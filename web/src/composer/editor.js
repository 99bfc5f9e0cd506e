// The sheet one writes on: plain paragraphs, undo, and nothing in the way.
import { baseKeymap, splitBlock } from "prosemirror-commands";
import { closeHistory, history, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import { marks, swapped } from "./marks.js";
import { docOf, plain, sliceOf, textOf } from "./text.js";

/**
 * An editor in `place`, with `body` in it.
 *
 * Args:
 *   attributes: for the element that is written in (label, description).
 *   keys: commands by key, in the form of prosemirror-keymap.
 *   on: { changed(tr), moved(view, tr), pointed(mark) }: words changed; anything changed; a mark was clicked.
 */
export function editor(place, { body, attributes, keys, on }) {
  return new EditorView(place, {
    state: stateOf(body, keys),
    attributes,
    dispatchTransaction(tr) {
      this.updateState(this.state.apply(tr));
      if (tr.docChanged) on.changed(tr);
      on.moved(this, tr);
    },
    clipboardTextSerializer: textOf,
    clipboardTextParser: (text) => sliceOf(plain(text)),
    transformPasted: (slice) => sliceOf(plain(textOf(slice))),
    handleDOMEvents: { paste: pasted, drop: dropped }, // before anything reads the HTML that may come along
    handleClick(_view, _position, event) {
      const mark = event.target.closest?.("mark.f");
      if (mark) on.pointed(mark);
      return false;
    },
  });
}

function stateOf(body, keys) {
  return EditorState.create({
    doc: docOf(body),
    plugins: [history(), keymap(keys), keymap(ownKeys), keymap(baseKeymap), marks()],
  });
}

const ownKeys = {
  "Mod-z": undo,
  "Shift-Mod-z": redo,
  "Mod-y": redo,
  "Shift-Enter": splitBlock,
};

export { redo, undo };
export const canUndo = (view) => undoDepth(view.state) > 0;
export const canRedo = (view) => redoDepth(view.state) > 0;

/** Put other words in the place of some, as one step that can be undone by itself. */
export function replace(view, { from, to, text }) {
  const tr = closeHistory(view.state.tr).replace(from, to, sliceOf(text));
  const end = tr.mapping.map(to, 1);
  tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView();
  view.dispatch(end > from ? swapped(tr, from, end) : tr);
  view.dispatch(closeHistory(view.state.tr));
}

/** Put the whole text in, as one step that can be undone. */
export function rewrite(view, body) {
  const doc = docOf(body);
  view.dispatch(closeHistory(view.state.tr).replaceWith(0, view.state.doc.content.size, doc.content));
  view.dispatch(closeHistory(view.state.tr));
}

export function select(view, from, to) {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
}

/** Words only, however they were copied; what has no plain words (a picture) is left to the page. */
function pasted(view, event) {
  const text = event.clipboardData?.getData("text/plain");
  if (text) view.dispatch(view.state.tr.replaceSelection(sliceOf(plain(text))).scrollIntoView().setMeta("paste", true));
  event.preventDefault();
  return true;
}

function dropped(view, event) {
  if (view.dragging) return false; // words of this draft, moved
  const text = event.dataTransfer?.getData("text/plain");
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  event.preventDefault();
  if (!text || !at) return true;
  const place = TextSelection.near(view.state.doc.resolve(at.pos));
  view.dispatch(view.state.tr.setSelection(place).replaceSelection(sliceOf(plain(text))));
  view.focus();
  return true;
}
