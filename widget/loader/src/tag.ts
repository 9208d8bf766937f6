/** The element's name. */
export const TAG = "haochaping-rating";
