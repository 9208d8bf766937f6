// Signs the claims on standard input as a ticket (JWT, HS256).
// HALL_TICKET_KID names the key, HALL_TICKET_SECRET is the secret agreed with the city.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const { HALL_TICKET_KID: kid, HALL_TICKET_SECRET: secret } = process.env;
const part = (text) => Buffer.from(text).toString("base64url");

const header = part(JSON.stringify({ alg: "HS256", kid, typ: "JWT" }));
const payload = part(readFileSync(0, "utf8").trim());
const signed = `${header}.${payload}`;
const signature = createHmac("sha256", secret).update(signed).digest("base64url");

process.stdout.write(`${signed}.${signature}`);
