// Small things that the parts of the shell share.

export const all = (what, within = document) => [...within.querySelectorAll(what)];
export const one = (what, within = document) => within.querySelector(what);

/** Say something to people who listen to the page; politely, after what is being read. */
export function say(words) {
  const live = one("#live");
  if (live) live.textContent = words;
}

/** Keep a choice about this browser, such as colors, for a year; never words. */
export function remember(name, value) {
  const age = value ? 31536000 : 0;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
