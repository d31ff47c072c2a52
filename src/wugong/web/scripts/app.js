// What every page does beyond plain HTML; each part only adds, nothing depends on it.
import { drawWhenSeen } from "./parts/charts-when-seen.js";
import { counter } from "./parts/counter.js";
import { keys } from "./parts/keys.js";
import { locate } from "./parts/locate.js";
import { openOnPaper } from "./parts/paper.js";
import { recordSpeech } from "./parts/record.js";
import { reveal } from "./parts/reveal.js";
import { sign } from "./parts/sign.js";
import { speak } from "./parts/speak.js";
import { stepper } from "./parts/stepper.js";
import { unsent } from "./parts/unsent.js";

const { dataset } = document.currentScript;
drawWhenSeen(dataset.charts);
const parts = [counter, keys, locate, openOnPaper, recordSpeech, reveal, sign, speak, stepper];
document.addEventListener("DOMContentLoaded", () => [...parts, () => unsent(dataset)].forEach((part) => part()));
