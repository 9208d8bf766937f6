/**
 * What can be measured on a page, by the measures of its mode. Everything under
 * `selector` is looked at, shadow roots included; the window must be high enough to
 * show all of it.
 */

export const PLAIN = { target: 44, apart: 8, text: 16, line: 1.3, contrast: 4.5, edge: 3 };
export const ELDER = { ...PLAIN, target: 60, text: 20, contrast: 7 };

/** Faults as one line each. */
export const faults = (page, selector, measures) => page.evaluate(look, { selector, ...measures });

/** Runs in the page. */
function look({ selector, target, apart, text, line, contrast, edge }) {
  const SLACK = 0.5;
  const found = [];
  const below = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? below(e.shadowRoot) : [])]);
  const roots = [...document.querySelectorAll(selector)];
  const all = roots.flatMap((e) => [e, ...below(e), ...(e.shadowRoot ? below(e.shadowRoot) : [])]);
  const shown = all.filter((e) => {
    const { width, height } = e.getBoundingClientRect();
    return e.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1 && !e.closest(".hcp-vh");
  });
  const name = (e) => `${e.localName}${e.id ? `#${e.id}` : ""} “${(e.textContent || e.labels?.[0]?.textContent || e.name || "").trim().slice(0, 24)}”`;
  const round = (n) => Math.round(n * 10) / 10;

  const parent = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const isClear = (colour) => paint([colour])[3] === 0;
  const ground = (e) => {
    const layers = [];
    for (let at = e; at; at = parent(at)) {
      const { backgroundColor } = getComputedStyle(at);
      if (!isClear(backgroundColor)) layers.unshift(backgroundColor);
    }
    return ["Canvas", ...layers];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (colour, layers) => {
    const [a, b] = [luminance(paint([...layers, colour])), luminance(paint(layers))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };

  for (const e of shown.filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))) {
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    if (size < text - SLACK) found.push(`text ${size} px, not ${text}: ${name(e)}`);
    const height = parseFloat(style.lineHeight) / size;
    if (height < line) found.push(`line height ${round(height)}: ${name(e)}`);
    const seen = ratio(style.color, ground(e));
    if (seen < contrast) found.push(`text contrast ${round(seen)}, not ${contrast}: ${name(e)}`);
  }

  for (const e of shown.filter((e) => e.matches("input.hcp-input, textarea, .hcp-level-label, .hcp-label, .hcp-button"))) {
    const seen = ratio(getComputedStyle(e).borderTopColor, ground(parent(e)));
    if (seen < edge) found.push(`edge contrast ${round(seen)}, not ${edge}: ${name(e)}`);
  }

  const hit = (x, y) => {
    let e = document.elementFromPoint(x, y);
    for (let inner = e?.shadowRoot?.elementFromPoint(x, y); inner && inner !== e; inner = e.shadowRoot?.elementFromPoint(x, y)) e = inner;
    return e;
  };
  const controls = shown.filter((e) => e.matches("a[href], button, input:not([type=hidden]), textarea, select, summary"));
  const places = controls.map((e) => {
    const own = [e, ...(e.labels ?? [])].filter((part) => part === e || e.matches("[type=radio], [type=checkbox]"));
    const boxes = own.map((part) => part.getBoundingClientRect());
    const side = (pick, key) => pick(...boxes.map((box) => box[key]));
    return {
      e, own, middle: boxes[0],
      left: side(Math.min, "left"), right: side(Math.max, "right"), top: side(Math.min, "top"), bottom: side(Math.max, "bottom"),
    };
  });
  for (const { e, own, middle, left, right, top, bottom } of places) {
    const [width, height] = [right - left, bottom - top];
    if (Math.min(width, height) < target - SLACK) found.push(`target ${round(width)}×${round(height)}, not ${target}: ${name(e)}`);
    // A finger that aims at the middle of the control and misses by half a target.
    const [x, y] = [middle.left + middle.width / 2, middle.top + middle.height / 2];
    const off = target / 2 - 1;
    for (const [dx, dy] of [[0, 0], [-off, 0], [off, 0], [0, -off], [0, off]]) {
      const at = hit(x + dx, y + dy);
      if (!own.some((part) => part.contains(at))) {
        found.push(`target missed at ${dx},${dy} by ${at ? name(at) : "nothing"}: ${name(e)}`);
      }
    }
  }
  places.forEach((a, index) => {
    for (const b of places.slice(index + 1)) {
      const gap = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
      if (gap < apart - SLACK) found.push(`${round(gap)} px apart, not ${apart}: ${name(a.e)} and ${name(b.e)}`);
    }
  });

  const width = document.documentElement.clientWidth;
  const wide = Math.max(document.documentElement.scrollWidth, ...all.map((e) => e.getBoundingClientRect().right));
  if (wide > width + SLACK) found.push(`${round(wide - width)} px wider than the window`);
  for (const e of shown) {
    if (e.matches("input")) continue; // one line that scrolls by itself
    const clips = getComputedStyle(e).overflowX !== "visible" || e.matches(".hcp-level-label, .hcp-label, button, a");
    if (clips && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) found.push(`text is cut off: ${name(e)}`);
  }
  return found;
}
