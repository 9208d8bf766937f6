/** Tells Vue's compiler that the tag is an element of the browser, not a component. */
export declare const isCustomElement: (tag: string) => boolean;
