// Says when the line is gone, and when it is back.
import { one, say } from "./page.js";

export function startLine() {
  const note = one("#offline");
  if (!note) return;
  const show = () => {
    note.hidden = navigator.onLine;
  };
  addEventListener("offline", show);
  addEventListener("online", () => {
    show();
    say("You are online again.");
  });
  show();
}
