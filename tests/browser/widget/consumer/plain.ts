// A page without a framework. What stands under @ts-expect-error must stay an error.
import "haochaping-rating";
import type { SubmittedDetail } from "haochaping-rating";
import { isCustomElement } from "haochaping-rating/vue";

const rating = document.createElement("haochaping-rating");
rating.ticket = "eyJ…";
rating.endpoint = "https://pj.example.gov.cn";
rating.elder = true;
rating.mode = "dialog";
rating.textScale = "150%";
rating.focus({ preventScroll: true });
rating.open();
rating.close();
rating.reset();

rating.addEventListener("hcp-submitted", ({ detail }) => keep(detail));
rating.addEventListener("hcp-before-submit", (event) => {
  if (event.detail.level === 1 && event.detail.indicators.length === 0) event.preventDefault();
});
rating.addEventListener("click", ({ clientX }) => clientX.toFixed());

function keep({ receipt, negative }: SubmittedDetail): string {
  return negative ? receipt : receipt.slice(0, 4);
}

export const custom: boolean = isCustomElement("haochaping-rating");

// @ts-expect-error a switch is no text
rating.elder = "yes";
// @ts-expect-error there is no such attribute
rating.level = 5;
// @ts-expect-error the comment is in no event
rating.addEventListener("hcp-submitted", ({ detail }) => detail.comment);
// @ts-expect-error the tag's own name is asked for
isCustomElement(5);
