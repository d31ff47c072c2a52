// What every page does beyond plain HTML; each part only adds, nothing depends on it.
import { drawWhenSeen } from "./parts/charts-when-seen.js";
import { openOnPaper } from "./parts/paper.js";
import { reveal } from "./parts/reveal.js";
import { speak } from "./parts/speak.js";
import { stepper } from "./parts/stepper.js";

drawWhenSeen(document.currentScript.dataset.charts);
document.addEventListener("DOMContentLoaded", () => [openOnPaper, reveal, speak, stepper].forEach((part) => part()));
