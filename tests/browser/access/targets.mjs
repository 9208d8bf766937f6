/** Targets on pages with running text, where a link inside a sentence is excepted. */

/**
 * Controls whose touch area is under `least` CSS pixels in either direction. The label of a
 * radio or checkbox does the same and counts for it; a link inside a sentence is excepted
 * (both as in WCAG 2.5.5).
 */
export function smallTargets(page, least) {
  return page.evaluate((minimum) => {
    const roots = [document, ...[...document.querySelectorAll("*")].map((part) => part.shadowRoot).filter(Boolean)];
    const small = [];
    for (const root of roots) {
      for (const control of root.querySelectorAll("a[href], button, input, textarea, summary, select")) {
        const box = control.getBoundingClientRect();
        if (!control.checkVisibility({ visibilityProperty: true }) || (box.width === 0 && box.height === 0)) continue;
        if (control.type === "hidden" || (control.matches("p a, li > p a, dd a") && getComputedStyle(control).display === "inline")) continue;
        const targets = [box];
        if (control.matches("[type=radio], [type=checkbox]")) {
          for (const label of control.labels ?? []) targets.push(label.getBoundingClientRect());
        }
        const enough = targets.some(({ width, height }) => width >= minimum && height >= minimum);
        const [width, height] = [box.width, box.height].map((side) => Math.round(side * 10) / 10);
        if (!enough) small.push(`${control.tagName.toLowerCase()} ${control.id || control.textContent.trim()}: ${width} × ${height}`);
      }
    }
    return small;
  }, least);
}
