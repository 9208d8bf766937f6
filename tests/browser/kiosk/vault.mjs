/** The vault of a kiosk, as a test fills it. */

/** Runs in the page: puts jobs into the vault that may not be sent for another hour. */
export async function fill({ jobs, edge }) {
  const later = Date.now() + 3_600_000;
  const job = (n) => [later - 3_600_000, later, later, 0, 1, "", edge, `ticket-${n}`, "{}"].join("\t");
  const text = ["1", ...Array.from({ length: jobs }, (_, n) => job(n))].join("\n");
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("haochaping.vault");
    request.onsuccess = () => resolve(request.result);
  });
  const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const key = await done(database.transaction("kept").objectStore("kept").get("key"));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const parameters = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode("haochaping.queue.1") };
  const data = await crypto.subtle.encrypt(parameters, key, new TextEncoder().encode(text));
  await done(database.transaction("kept", "readwrite").objectStore("kept").put({ iv, data }, "text"));
  database.close();
}
