// An app with React. What stands under @ts-expect-error must stay an error.
import { useRef } from "react";
import type { HaochapingRating as RatingElement } from "haochaping-rating";
import { HaochapingRating } from "haochaping-rating/react";

export function Rate({ ticket, onDone }: { ticket: string; onDone: (receipt: string) => void }) {
  const rating = useRef<RatingElement>(null);
  return (
    <section>
      <HaochapingRating ref={rating} ticket={ticket} elder className="rating" onhcp-submitted={(event) => onDone(event.detail.receipt)} />
      <haochaping-rating ticket={ticket} mode="dialog" text-scale="1.5" onhcp-error={({ detail }) => onDone(detail.code)} />
      <button type="button" onClick={() => rating.current?.open()}>评价</button>
      {/* @ts-expect-error there is no such mode */}
      <haochaping-rating ticket={ticket} mode="window" />
      {/* @ts-expect-error an event without a detail */}
      <HaochapingRating ticket={ticket} onhcp-close={(event) => onDone(event.detail.receipt)} />
    </section>
  );
}
