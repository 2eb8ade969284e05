/**
 * `tsx scripts/extract-model/train.ts [--folds-only]`: trains the main-text model from the labelled pages and writes
 * `models/extract.bin`; the models of the folds, for honest figures, stay in `.cache/extract-model`. Same pages, same
 * bytes. Needs Python 3.11; installs catboost into a virtual environment of its own. About 25 minutes on one core.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { setsFolder } from './pages.ts';

/** Sites are split into this many parts; each part's pages are judged by models that saw none of them. */
const folds = '5';
const folder = '.cache/extract-model';
const here = 'scripts/extract-model';
const foldsOnly = process.argv.includes('--folds-only') ? ['--folds-only'] : [];

function run(command: string, ...values: string[]): void {
  execFileSync(command, values, { stdio: 'inherit' });
}

if (!existsSync(setsFolder())) {
  console.error(`no labelled pages in ${setsFolder()}: set WINNOW_BENCH_DATA to the folder that holds extraction/`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const python = `${folder}/venv/bin/python`;
if (!existsSync(python)) {
  run('python3', '-m', 'venv', `${folder}/venv`);
  run(python, '-m', 'pip', 'install', '--quiet', '-r', `${here}/requirements.txt`);
}
const tsx = (script: string, ...values: string[]) => run('npx', 'tsx', `${here}/${script}`, folder, ...values);
const train = (pass: string) => run(python, `${here}/train.py`, folder, folds, pass, ...foldsOnly);

tsx('dump.ts');
run(python, `${here}/label.py`, folder, setsFolder(), folds);
train('none');
for (const pass of ['first', 'second']) {
  tsx('features.ts', pass, folds);
  train(pass);
}
tsx('cut-rows.ts', folds);
train('cuts');
tsx('calibrate.ts', folds);
if (foldsOnly.length === 0) copyFileSync(`${folder}/all.bin`, 'models/extract.bin');
