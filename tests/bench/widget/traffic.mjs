/** What came over the line, as Chromium counts it: response headers and encoded bodies. */

/** Begins to listen on a CDP session whose Network domain is on. */
export function listen(cdp) {
  const requests = new Map();
  let start;
  cdp.on("Network.requestWillBeSent", ({ requestId, request, type, timestamp, wallTime }) => {
    if (request.url.startsWith("data:")) return;
    start ??= { timestamp, wallTime };
    requests.set(requestId, { url: request.url, method: request.method, type, bytes: 0 });
  });
  cdp.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
    const entry = requests.get(requestId);
    if (entry) Object.assign(entry, { ended: timestamp, bytes: encodedDataLength });
  });
  return {
    /**
     * Every finished request with its end in milliseconds of the page's own clock, whose zero is
     * `timeOrigin` (milliseconds since 1970). The first is the page itself.
     */
    finished(timeOrigin) {
      const zero = start.timestamp + timeOrigin / 1000 - start.wallTime;
      return [...requests.values()]
        .filter(({ ended }) => ended !== undefined)
        .map(({ url, method, type, bytes, ended }) => ({ url, method, type, bytes, ended: (ended - zero) * 1000 }));
    },
  };
}
