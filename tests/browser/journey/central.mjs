/** The centre as a persona: it reads what reached PostgreSQL. */

import pg from "pg";

const PATIENCE = 20_000;
const PAUSE = 100;

const ROW = `
  SELECT e.*, s.sealed, s.key_id
    FROM haochaping.evaluations e
    LEFT JOIN haochaping.sealed_identities s ON s.area_code = e.area_code AND s.evaluation_id = e.id
   WHERE e.case_no = $1
   ORDER BY e.round`;

/** The rows that a statement gives. */
export async function query(sql, values) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every evaluation of a case, by round, each with its sealed identity if it has one. */
export const evaluations = (caseNo) => query(ROW, [caseNo]);

/** Every step of a case that a hall reported. */
export const serviceEvents = (caseNo) =>
  query("SELECT * FROM haochaping.service_events WHERE case_no = $1", [caseNo]);

async function arrival(read, count, what) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const rows = await read();
    if (rows.length >= count) return rows;
    if (Date.now() > deadline) throw new Error(`${what}: ${rows.length} of ${count} rows in PostgreSQL`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** The evaluations of a case once there are `count`; fails when more arrive than that. */
export async function arrived(caseNo, count = 1) {
  const rows = await arrival(() => evaluations(caseNo), count, `evaluations of ${caseNo}`);
  if (rows.length > count) throw new Error(`${rows.length} rows for ${caseNo}, expected ${count}`);
  return rows;
}

/** The reported steps of a case once there is one. */
export const reported = (caseNo) => arrival(() => serviceEvents(caseNo), 1, `service events of ${caseNo}`);
