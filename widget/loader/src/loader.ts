/** The one script that a page includes. Including it again changes nothing. */

import { HaochapingRating } from "./element";
import { TAG } from "./tag";

const first = customElements.get(TAG) as typeof HaochapingRating | undefined;

if (!first) customElements.define(TAG, HaochapingRating);
else if (first.version !== VERSION) console.warn(TAG, first.version, "stays, not", VERSION);
