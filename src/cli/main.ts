import { Command, InvalidArgumentError, Option } from 'commander';
import { WinnowError } from '../errors.ts';
import { presetNames } from '../stages/preset.ts';

// Each command is imported when it runs: `winnow extract` must not pay for the service's modules.

const program = new Command('winnow')
  .description('Cleans crawl dumps into training-ready shards, and explains every document it drops')
  .showHelpAfterError('(winnow --help lists the commands)');

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number of 1 or more');
  return number;
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65535)
    throw new InvalidArgumentError('expected a port of 0 (any free one) to 65535');
  return number;
}

const concurrency = (): Option =>
  new Option('--concurrency <n>', 'jobs at a time (default: the cores)').argParser(whole);
const json = (): Option => new Option('--json', 'progress and result as JSON, for a machine').default(false);
const recipe = (): Option =>
  new Option('--recipe <name|file>', `preset (${presetNames.join(', ')}) or a JSON file`).default('default');

const collection = (command: Command): Command =>
  command
    .option('--collection <folder>', 'collection of earlier documents to check against and add to')
    .option('--no-add', 'add nothing to it');

program
  .command('serve')
  .description('the HTTP service, with its workers in the same process unless --no-workers')
  .option('--port <port>', 'TCP port, 0 for any free one (default: PORT, else 8080)', port)
  .option('--host <host>', 'address to listen on (default: loopback)')
  .option('--data <folder>', 'storage folder (default: winnow-data)')
  .option('--no-workers', 'only the API; start workers with "winnow worker"')
  .action(async (options) => (await import('./serve.ts')).serveCommand(options));

program
  .command('worker')
  .argument('[queue...]', 'queues to work on (default: all)')
  .description('workers for some or all queues')
  .addOption(concurrency())
  .action(async (queues, options) => (await import('./serve.ts')).workerCommand(queues, options));

collection(program.command('clean'))
  .argument('<input...>', 'crawl files or folders of them')
  .requiredOption('--out <folder>', 'where manifest.json, report.json and shards/ go; work/ beside them is reused')
  .description('a whole run without a service')
  .addOption(recipe())
  .addOption(concurrency())
  .addOption(json())
  .action(async (inputs, options) => (await import('./clean.ts')).cleanCommand(inputs, options));

program
  .command('extract')
  .argument('<input...>', 'crawl files')
  .description('main text of every page as JSON lines on standard output')
  .addOption(recipe())
  .option('--explain <url|id>', "show one page's blocks with their scores instead")
  .action(async (inputs, options) => (await import('./extract.ts')).extractCommand(inputs, options));

program
  .command('annotate')
  .argument('<docs...>', 'JSONL files of documents (plain, .gz or .zst)')
  .addOption(new Option('--stage <stage>', 'one judgement instead of both').choices(['quality', 'safety']))
  .description('verdict, failed rules and measures of every document as JSON lines, in order')
  .option('--explain', 'add the features that raised and lowered the quality score most', false)
  .addOption(recipe())
  .action(async (inputs, options) => (await import('./annotate.ts')).annotateCommand(inputs, options));

collection(program.command('dedup'))
  .argument('<docs...>', 'JSONL files of documents (plain, .gz or .zst)')
  .description('near-duplicates with their survivors, and lines to cut that repeat over a host, as JSON lines in order')
  .addOption(recipe())
  .action(async (inputs, options) => (await import('./dedup.ts')).dedupCommand(inputs, options));

program
  .command('train')
  .argument('<dataset>', 'a dataset folder (manifest.json and shards/)')
  .requiredOption('--out <folder>', 'where tokens, checkpoints and metrics go')
  .description('a GPT trained on a dataset')
  .option('--preset <name>', 'model size', 'nano')
  .option('--steps <n>', 'optimiser steps', whole)
  .option('--vocab <n>', 'most tokens of the tokenizer (default: 8192)', whole)
  .option('--tokenizer <file>', 'a tokenizer.json to use instead of training one')
  .addOption(json())
  .action(async (dataset, options) => (await import('./train.ts')).trainCommand(dataset, options));

program
  .command('train-classifier')
  .requiredOption('--good <files...>', 'texts of the kind to keep: JSONL, crawl files or folders')
  .requiredOption('--bad <files...>', 'texts of the kind to drop')
  .requiredOption(
    '--out <file>',
    'the model; its report on texts held out goes beside it as .report.html and .report.json',
  )
  .description('a quality model for recipes')
  .addOption(new Option('--seed <n>', 'seed of sampling and order').argParser(whole).default(1))
  .addOption(json())
  .action(async (options) => (await import('./train-classifier.ts')).trainClassifierCommand(options));

program
  .command('recipe')
  .description('recipes')
  .command('show')
  .argument('<name|file>', `preset (${presetNames.join(', ')}) or a JSON file`)
  .description('a recipe with every parameter resolved, and what each is')
  .addOption(json())
  .action(async (name, options) => (await import('./recipe.ts')).recipeShowCommand(name, options));

program
  .command('demo')
  .argument('[file...]', 'crawl files (default: the example crawl)')
  .description('the whole way on an example crawl: service, upload, run, explained drops, a small model')
  .option('--no-train', 'leave training out')
  .option('--exit', 'end when done instead of going on serving', false)
  .option('--port <port>', 'TCP port, 0 for any free one', port, 8080)
  .option('--data <folder>', 'storage folder', 'winnow-data/demo')
  .action(async (files, options) => (await import('./demo.ts')).demoCommand(files, options));

// What the pool starts for each of its jobs.
program.command('do-tasks', { hidden: true }).action(async () => (await import('../../workers/child.ts')).serveTasks());

program.parseAsync().catch((error: unknown) => {
  // Our own errors say what is wrong and need no stack; anything else is a bug and does.
  if (error instanceof WinnowError) console.error(`winnow: ${error.message} (${error.code})`);
  else console.error(error);
  process.exitCode = 1;
});
