// What every page can do: colors, keys, menus, copying, saying that the line is gone, and asking who is still here. No word of a draft is kept.
import { startColors } from "./shell/colors.js";
import { startCopying } from "./shell/copying.js";
import { startKeys } from "./shell/keys.js";
import { startLine } from "./shell/line.js";
import { startMenus } from "./shell/menus.js";
import { startPartials } from "./shell/partials.js";
import { startProblems } from "./shell/problems.js";
import { startStaying } from "./shell/staying.js";

startColors();
startMenus();
startKeys();
startCopying();
startLine();
startPartials();
startProblems();
startStaying();
