/** The package's folder, from the sources (`src/runs`), the build (`dist/src/runs`) and its bundle (`dist/bundle`) alike. */
export const packageRoot = new URL(import.meta.url.includes('/dist/src/') ? '../../../' : '../../', import.meta.url);
