/**
 * Asks the service. Errors carry what its problem details say.
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<unknown>}
 */
async function ask(path, init) {
  const response = await fetch(path, init);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail ?? `${path}: ${response.status} ${response.statusText}`);
  return body;
}

/** @param {string} path */
export const get = (path) => ask(path);

/** @param {string} path @param {unknown} [body] */
export const post = (path, body = {}) =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/**
 * Uploads a file; `fetch` cannot tell how far it is.
 * @param {string} path
 * @param {File} file
 * @param {(sent: number, total: number) => void} onProgress
 * @returns {Promise<void>}
 */
export function upload(path, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onerror = () => reject(new Error(`${file.name}: the connection broke`));
    request.onload = () => {
      if (request.status < 300) return resolve();
      let detail = `${file.name}: ${request.status}`;
      try {
        detail = JSON.parse(request.responseText).detail ?? detail;
      } catch {
        // No problem details: a proxy's own answer.
      }
      reject(new Error(detail));
    };
    request.open('PUT', path);
    request.send(file);
  });
}

/**
 * Follows server-sent events until they end. The service closes the stream after the last state; without this the
 * browser would ask for it again and again.
 * @template T
 * @param {string} path
 * @param {string} name
 * @param {AbortSignal} signal
 * @param {(state: T) => boolean} onState whether it was the last
 */
export function follow(path, name, signal, onState) {
  const source = new EventSource(path);
  signal.addEventListener('abort', () => source.close());
  source.addEventListener(name, (event) => {
    if (onState(JSON.parse(event.data))) source.close();
  });
}

/**
 * Does something now and again every few seconds, until the signal.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @param {() => Promise<void>} work
 */
export async function every(ms, signal, work) {
  while (!signal.aborted) {
    await work();
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
