/**
 * Rows as they travel in the page: as columns, as `geo.record.pack.as_columns` writes them.
 */

/** @param {string} json @returns {any} */
export const readJson = (json) => withRows(JSON.parse(json));

/** @param {any} value @returns {any} */
function withRows(value) {
  if (Array.isArray(value)) return value.map(withRows);
  if (!(value instanceof Object)) return value;
  for (const name of Object.keys(value)) value[name] = withRows(value[name]);
  const columns = value["="];
  if (!columns) return value;
  const names = Object.keys(columns);
  return columns[names[0]].map((/** @type {unknown} */ _, /** @type {number} */ row) =>
    Object.fromEntries(names.map((name) => [name, columns[name][row]])),
  );
}
