// <HaochapingRating> for React before 19, which sets no properties and hears no custom events
// on elements. React 19 takes <haochaping-rating> as it is.
import "./index.mjs";
import { createElement, forwardRef, useImperativeHandle, useLayoutEffect, useRef } from "react";

export const HaochapingRating = forwardRef(function HaochapingRating(properties, ref) {
  const element = useRef(null);
  const latest = useRef(properties);
  latest.current = properties;
  useImperativeHandle(ref, () => element.current, []);

  useLayoutEffect(() => {
    const { current } = element;
    const call = (event) => latest.current[`on${event.type}`]?.(event);
    const types = ["ready", "select", "before-submit", "submitted", "queued", "error", "close"].map((name) => `hcp-${name}`);
    for (const type of types) current.addEventListener(type, call);
    return () => {
      for (const type of types) current.removeEventListener(type, call);
    };
  }, []);

  const attributes = { ref: element };
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("onhcp-") || value === false) continue;
    attributes[name === "className" ? "class" : name] = value === true ? "" : value;
  }
  return createElement("haochaping-rating", attributes);
});
