// Elements by their methods only: words are always text, never markup.

/** An element: attributes as an object (null leaves one out), functions become listeners, children elements or text. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") element.addEventListener(key, value);
  else element.setAttribute(key, value === true ? "" : value);
}

/** A drawing from the page's own stock, hidden from screen readers. */
export function icon(name, more = "") {
  const drawing = document.querySelector("template#icons")?.content.querySelector(`[data-icon="${name}"] svg`);
  const copy = drawing ? drawing.cloneNode(true) : document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const word of more.split(" ").filter(Boolean)) copy.classList.add(word);
  copy.setAttribute("aria-hidden", "true");
  return copy;
}

/** The beginning of longer words, for a label. */
export function brief(text, most = 60) {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line.slice(0, most * 2)];
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()}…` : line;
}

/** Do something once what was just changed is on the screen; at once where nobody looks. */
export function afterPaint(then) {
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}
