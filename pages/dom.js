/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Makes an element. What crawled pages say reaches the page as text alone: there is no way to give HTML here.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ class?: string, on?: Record<string, (event: Event) => void> } & Record<string, unknown>} properties
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const { class: className, on = {}, ...rest } = properties;
  if (className !== undefined) element.className = className;
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  Object.assign(element, rest);
  append(element, children);
  return element;
}

/**
 * @param {Element} parent
 * @param {(Child | Child[])[]} children
 */
function append(parent, children) {
  for (const child of children.flat())
    if (child !== null && child !== undefined && child !== false)
      parent.append(typeof child === 'number' ? number(child) : child);
}

/**
 * Puts other children into an element.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * @param {string[]} heads a head that starts with ">" is of a column of numbers
 * @param {Child[][]} rows
 */
export function table(heads, rows) {
  const numeric = heads.map((head) => head.startsWith('>'));
  const kind = (/** @type {number} */ column) => (numeric[column] === true ? { class: 'number' } : {});
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...heads.map((head, at) => h('th', kind(at), head.replace('>', ''))))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell, at) => h('td', kind(at), cell))))),
  );
}

/** @param {string} status */
export const badge = (status) => h('span', { class: `status ${status}` }, status);

/** @param {number} value @param {number} max */
export const bar = (value, max) => h('progress', { max: Math.max(max, 1), value: max === 0 ? 1 : value });

/** @param {string} href @param {Child} text */
export const link = (href, text) => h('a', { href }, text);

/** @param {string} text */
export const code = (text) => h('code', {}, text);

/** @param {unknown} error */
export const problem = (error) => h('p', { class: 'problem' }, error instanceof Error ? error.message : String(error));

/** @param {number} value */
export const number = (value) => value.toLocaleString('en-US', { maximumFractionDigits: 3 });

/** @param {number} value */
export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let size = value;
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${size >= 100 || unit === 0 ? size.toFixed(0) : size.toFixed(1)} ${units[unit]}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** How long something took, or takes so far. @param {{ startedAt: string | null, endedAt: string | null }} times */
export function took({ startedAt, endedAt }) {
  if (startedAt === null) return '';
  return duration(((endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt)) / 1000);
}

/** @param {string | null} time */
export const when = (time) =>
  time === null ? '' : h('span', { class: 'nowrap', title: time }, new Date(time).toLocaleString());
