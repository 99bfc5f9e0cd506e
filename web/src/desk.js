// The pages of the desk: decisions that lose nothing that was typed, marks and cards, copying released words, asking first.
import { startActing } from "./desk/acting.js";
import { startAsking } from "./desk/asking.js";
import { startBringing } from "./desk/bringing.js";
import { startCopyingWords } from "./desk/copying.js";
import { startDeciding } from "./desk/deciding.js";
import { startMarks } from "./desk/marks.js";

startActing();
startBringing();
startDeciding();
startMarks();
startCopyingWords();
startAsking();
