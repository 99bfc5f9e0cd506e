// What every page can do: colors, keys, menus, copying, and saying that the line is gone. No word of a draft is kept.
import { startColors } from "./shell/colors.js";
import { startCopying } from "./shell/copying.js";
import { startKeys } from "./shell/keys.js";
import { startLine } from "./shell/line.js";
import { startMenus } from "./shell/menus.js";
import { startPartials } from "./shell/partials.js";
import { startProblems } from "./shell/problems.js";

startColors();
startMenus();
startKeys();
startCopying();
startLine();
startPartials();
startProblems();
