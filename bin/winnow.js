#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Pages differ so much that code optimised after the first few is thrown away again and again: optimising later, on more
// pages, takes a tenth off a run's processor time. Bytes of bytecode run between two looks at a function; V8's own is 67,584.
// Node 24's V8 knows the flag no more, and would say so on standard error at every start.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
// Until then: compiled without optimisation rather than interpreted.
setFlagsFromString('--always-sparkplug');

await import('../dist/src/cli/main.js');
