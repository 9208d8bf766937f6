// For Vue's compiler: `vue({ template: { compilerOptions: { isCustomElement } } })`.
export const isCustomElement = (tag) => tag === "haochaping-rating";
