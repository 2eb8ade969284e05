/** The package's folder, from the sources (`src/runs`) and from the build (`dist/src/runs`) alike. */
export const packageRoot = new URL(import.meta.url.includes('/dist/src/') ? '../../../' : '../../', import.meta.url);
