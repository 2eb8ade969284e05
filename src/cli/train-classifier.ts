import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type ExampleFile, exampleAssets, readExamples } from '../../workers/examples.ts';
import { fileSource } from '../formats/source.ts';
import { loadAssets, pinAssets } from '../runs/assets.ts';
import type { Contribution } from '../stages/quality/classifier/classifier.ts';
import type { ClassifierReport } from '../stages/quality/classifier/report.ts';
import { reportHtml } from '../stages/quality/classifier/report-html.ts';
import { trainClassifier } from '../stages/quality/classifier/train.ts';
import { FolderStorage } from '../storage/folder.ts';
import { expandInputs, hashFile } from './inputs.ts';

/**
 * `winnow train-classifier`: a quality model from files of good and of bad texts, with its held-out report beside it as
 * JSON and as a page. The same files and seed give the same bytes.
 */
export async function trainClassifierCommand(options: {
  good: string[];
  bad: string[];
  out: string;
  seed: number;
  json: boolean;
}): Promise<void> {
  const storage = new FolderStorage('.');
  const assets = await loadAssets(storage, await pinAssets(storage, exampleAssets));
  const files = [...(await sideOf(options.good, true)), ...(await sideOf(options.bad, false))];
  const { model, report } = await trainClassifier(readExamples(files, assets), { seed: options.seed });
  const out = resolve(options.out);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, model);
  await writeFile(`${out}.report.json`, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(`${out}.report.html`, reportHtml(basename(out), report));
  console.log(options.json ? JSON.stringify(report) : summary(options.out, report));
}

async function sideOf(inputs: readonly string[], label: boolean): Promise<ExampleFile[]> {
  const files: ExampleFile[] = [];
  for (const path of await expandInputs(inputs))
    files.push({ name: basename(path), ...(await hashFile(path)), label, open: () => fileSource(path) });
  return files;
}

function summary(out: string, report: ClassifierReport): string {
  const { texts, heldOut, auc, averagePrecision, calibrationError, topFeatures } = report;
  const names = (features: readonly Contribution[]): string =>
    features
      .slice(0, 12)
      .map(({ feature }) => JSON.stringify(feature))
      .join(' ');
  return [
    `texts        ${texts.good} good, ${texts.bad} bad; held out ${heldOut.good} and ${heldOut.bad}`,
    `held out     ROC area ${auc.toFixed(4)}, average precision ${averagePrecision.toFixed(4)}, calibration error ${calibrationError.toFixed(4)}`,
    `raising      ${names(topFeatures.raising)}`,
    `lowering     ${names(topFeatures.lowering)}`,
    `model        ${out}`,
    `report       ${out}.report.html, ${out}.report.json`,
    `in a recipe  {"quality": {"classifier": {"model": "file:${out}", "minScore": 0.5}}}`,
  ].join('\n');
}
