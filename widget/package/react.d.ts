// Generated from widget/api.json by `cargo xtask generate`; changes here are lost.

import type * as React from "react";
import type { HaochapingRating, HaochapingRatingAttributes } from "./haochaping-rating.d.ts";

type Properties = HaochapingRatingAttributes & React.HTMLAttributes<HaochapingRating>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "haochaping-rating": Properties & React.RefAttributes<HaochapingRating>;
    }
  }
}

/** The element as a component, for React before 19, which knows no custom events. */
export declare const HaochapingRating: React.ForwardRefExoticComponent<Properties & React.RefAttributes<HaochapingRating>>;
