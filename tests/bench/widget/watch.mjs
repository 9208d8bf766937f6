/**
 * Runs in the page before anything of it. At every frame it asks the contender for its next
 * milestone and writes down when the frame came:
 *
 * - `first`: the control for the best level is laid out and a finger at its middle would hit it,
 *   there and still there one frame later, so that a page that lays itself out anew is not taken
 *   to be ready; the driver is told and clicks there, by a trusted event of the browser;
 * - `chosen`: that click has changed the control's state;
 * - `form`: what follows on a choice is laid out: reasons, a comment, a button;
 * - `submitted`: the contender says that the answer was taken.
 *
 * The contender's five functions each look at one place, so that watching costs the same for all.
 */
export function watch(contender) {
  const seen = { longTasks: [], clicks: [], at: {} };
  globalThis.bench = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.longTasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  const inside = (box) => box.width > 0 && box.height > 0;
  const laidOut = (element) => Boolean(element) && inside(element.getBoundingClientRect()) && element.checkVisibility({ visibilityProperty: true });

  /** The middle of `target` when a click there would reach it, through open shadow roots. */
  seen.hit = (target) => {
    if (!laidOut(target)) return undefined;
    const { x, y, width, height } = target.getBoundingClientRect();
    const point = [x + width / 2, y + height / 2];
    let under = document.elementFromPoint(...point);
    while (under?.shadowRoot) {
      const deeper = under.shadowRoot.elementFromPoint(...point);
      if (!deeper || deeper === under) break;
      under = deeper;
    }
    const label = under?.closest("label");
    const reaches = target.contains(under) || (label?.control && target.contains(label.control)) || target.control === under;
    return reaches ? point : undefined;
  };

  /** Where the control was at the last frame, and since when. */
  let resting;
  const first = () => {
    const point = seen.hit(contender.first());
    const rests = point && resting && point.every((side, axis) => side === resting.point[axis]);
    if (!rests) resting = point && { point, since: performance.now() };
    return rests ? resting.since : undefined;
  };

  const milestones = {
    first,
    chosen: () => seen.clicks.length > 0 && contender.chosen(),
    form: () => contender.form().every(laidOut),
    submitted: () => contender.submitted(),
  };
  const names = Object.keys(milestones).filter((name) => contender[name]);
  const look = () => {
    for (let reached; names.length > 0 && (reached = milestones[names[0]]()); ) {
      const name = names.shift();
      seen.at[name] = reached === true ? performance.now() : reached;
      globalThis.benchReached?.(JSON.stringify({ name, point: resting.point }));
      // One a frame: what follows on a click is never older than the click.
      if (name === "first") return;
    }
  };
  const frame = () => {
    look();
    if (names.length > 0) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  /** When the browser took the click or key, not when the busy page came to it. */
  for (const type of ["click", "keydown"]) {
    addEventListener(type, ({ isTrusted, timeStamp }) => {
      if (isTrusted) seen.clicks.push(timeStamp);
      setTimeout(look);
    }, { capture: true });
  }
}
