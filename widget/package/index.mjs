// Defines <haochaping-rating>. Give the element an `endpoint`: the form's parts come from
// `{endpoint}/widget/{version}/`.
import "./dist/loader.mjs";
