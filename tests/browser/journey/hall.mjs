/**
 * The hall as a persona: it reports a step that took place, by the real
 * `POST /v1/service-events` with the demo hall's key, and gets a ticket for it.
 */

import { readFileSync } from "node:fs";
import { randomInt } from "node:crypto";

export const EDGE = process.env.EDGE_URL;
export const HALL = process.env.HALL_URL;

const ID = "yuzhong-zwfw";
const keys = JSON.parse(readFileSync(new URL("../../../edge-api/deploy/demo.keys.json", import.meta.url), "utf8"));
const { items, agencies } = JSON.parse(readFileSync(new URL("../../../demo-site/data/hall.json", import.meta.url), "utf8"));
const item = items.find(({ slug }) => slug === "food-licence");
const agency = agencies.find(({ slug }) => slug === item.agency);

/** What the demo hall calls the item that every reported step is about. */
export const ITEM = item.name;

/** A case number that nobody has used. */
const newCase = () => `500103${Date.now()}${String(randomInt(1_000_000)).padStart(6, "0")}`;

/** When the service took place: an hour ago, in whole seconds. */
const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z/, "Z");

/**
 * Reports one concluded step and returns its case number, ticket and hosted page.
 * `changes` replaces members of the event, for instance `round` or `channel`.
 */
export async function reportStep(changes = {}) {
  const event = {
    caseNo: newCase(),
    stepNo: 1,
    step: "conclude",
    itemCode: item.code,
    itemName: item.name.zh,
    itemKind: item.kind,
    areaCode: "500103000000",
    agencyCode: agency.code,
    agencyName: agency.name.zh,
    caseStatus: 3,
    serviceTime: anHourAgo(),
    applicantKind: 1,
    channel: 1,
    ...changes,
  };
  const answer = await fetch(`${EDGE}/v1/service-events`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${keys.halls[ID].apiKey}` },
    body: JSON.stringify({ events: [event] }),
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`service event refused: ${answer.status} ${body}`);
  const [result] = JSON.parse(body).results;
  if (!result.ticket) throw new Error(`no ticket: ${body}`);
  return { event, caseNo: event.caseNo, ticket: result.ticket, page: result.page };
}
