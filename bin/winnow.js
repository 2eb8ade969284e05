#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { bundle, runBundle, setFlags, setHeapGrowth } from './bundle.js';

/** Commands whose packages are not in the bundle: they run for long and load their modules one by one. */
const services = new Set(['serve', 'worker', 'demo', 'train']);

setFlags();
// A build by the compiler alone has no bundle.
if (services.has(process.argv[2] ?? '') || !existsSync(bundle)) {
  setHeapGrowth(process.argv[2]);
  await import('../dist/src/cli/main.js');
} else runBundle();
