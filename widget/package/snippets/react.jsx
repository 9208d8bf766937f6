import "haochaping-rating";
import { HaochapingRating } from "haochaping-rating/react";

// React 19 takes <haochaping-rating onhcp-submitted={…}> directly.
export function Rate({ ticket, onDone }) {
  return (
    <HaochapingRating
      endpoint="https://pj.example.gov.cn"
      ticket={ticket}
      onhcp-submitted={(event) => onDone(event.detail.receipt)}
    />
  );
}
