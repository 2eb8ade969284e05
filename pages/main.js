import { fill, problem } from './dom.js';
import { overviewPage } from './overview.js';
import { runPage } from './run.js';
import { trainingPage } from './training.js';

/** @type {[RegExp, (main: Element, signal: AbortSignal, id: string, query: URLSearchParams) => Promise<void>][]} */
const pages = [
  [/^\/$/, overviewPage],
  [/^\/runs\/([0-9a-f]+)$/, runPage],
  [/^\/trainings\/([0-9a-f]+)$/, trainingPage],
];

const main = document.getElementById('main');
let leave = new AbortController();
let shown = '';

async function show() {
  if (main === null) return;
  const [path = '/', query = ''] = (location.hash.slice(1) || '/').split('?');
  leave.abort();
  leave = new AbortController();
  if (path !== shown) fill(main);
  shown = path;
  for (const [pattern, page] of pages) {
    const match = pattern.exec(path);
    if (match === null) continue;
    await page(main, leave.signal, match[1] ?? '', new URLSearchParams(query)).catch((error) =>
      main.prepend(problem(error)),
    );
    return;
  }
  fill(main, problem(`There is no page ${path}.`));
}

window.addEventListener('hashchange', show);
await show();
