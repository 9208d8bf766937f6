/** Tables as office programs save them: shared texts, days as numbers with a style, more sheets than one. */

import { parseCsv } from "hucre/csv";
import { openXlsx, saveXlsx, writeXlsx } from "hucre/xlsx";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A file as a page takes it. */
export const chosen = (name, bytes) => ({ name, mimeType: XLSX, buffer: Buffer.from(bytes) });

/**
 * A file with these lines on its first sheet and notes on a second one. A `Date` becomes a number
 * with a style, an empty list an empty row; `hidden` are names of columns that do not show.
 */
export function office(lines, { hidden = [] } = {}) {
  const columns = lines[0].map((name) => ({ hidden: hidden.includes(name) }));
  return writeXlsx({
    sheets: [
      { name: "填写", columns, rows: lines },
      { name: "说明", rows: [["满意度"], ["第二张表不读取"]] },
    ],
  });
}

/** The same file, opened, changed and saved again. */
export async function savedAgain(bytes, change = () => {}) {
  const workbook = await openXlsx(bytes);
  change(workbook.sheets[0].rows);
  return saveXlsx(workbook);
}

/** The names of a table in CSV as the workbench offers it. */
export const namesOf = (bytes, charset) => parseCsv(new TextDecoder(charset).decode(bytes))[0];
