// Does what `bin/winnow.js` does with the same arguments, and keeps the code that V8 compiled for it: part of the build.
import { rmSync, writeFileSync } from 'node:fs';
import { codeCache, runBundle, setFlags } from '../bin/bundle.js';

rmSync(codeCache, { force: true });
setFlags();
const script = runBundle();
process.once('exit', () => {
  // The heap's growth was the command's own; the code is for all of them.
  setFlags();
  writeFileSync(codeCache, script.createCachedData());
});
