// What was typed into the forms of a page, and putting it back into the same forms of a newer one.
import { all, one } from "../shell/page.js";

const FIELDS = "textarea[name], input[name]:not([type=hidden], [type=radio], [type=checkbox])";

/** Fields that were changed, with where they belong: [{ action, name, finding, value }]; chosen radios too. */
export function kept(root) {
  const fields = all(FIELDS, root)
    .filter((field) => field.value !== field.defaultValue)
    .map((field) => ({ ...placeOf(field), value: field.value }));
  const chosen = all("input[type=radio]:checked, option:checked", root)
    .filter((choice) => !(choice.defaultChecked ?? choice.defaultSelected))
    .map((choice) => ({ ...placeOf(choice), choice: choice.value }));
  return [...fields, ...chosen];
}

/** Put back what has a place; gives the words that have none any more. */
export function lost(root, typed) {
  const left = [];
  for (const one of typed) if (!putBack(root, one) && one.value?.trim()) left.push(one.value);
  return left;
}

function putBack(root, { action, name, finding, value, choice }) {
  const same = (element) => {
    const place = placeOf(element);
    return place.action === action && place.name === name && place.finding === finding;
  };
  if (choice !== undefined) {
    const found = all("input[type=radio], option", root).find((element) => same(element) && element.value === choice);
    if (!found) return false;
    if ("selected" in found) found.selected = true;
    else found.checked = true;
    return true;
  }
  const field = all(FIELDS, root).find(same);
  if (!field) return false;
  field.value = value;
  field.closest("details")?.setAttribute("open", "");
  return true;
}

function placeOf(element) {
  const field = element.closest("select") ?? element;
  const form = field.form;
  return {
    action: form ? new URL(form.action, location.href).pathname : "",
    name: field.name,
    finding: (form && one("input[name=finding]", form)?.value) || "",
  };
}
