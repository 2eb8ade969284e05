import { every, follow, get, post, upload } from './api.js';
import { badge, bar, bytes, code, fill, h, link, problem, table, took, when } from './dom.js';

/** @typedef {import('../src/http/run-state.ts').RunState} RunState */
/** @typedef {Pick<RunState, 'id' | 'status' | 'createdAt' | 'startedAt' | 'endedAt'> & { recipe: string, corpora: string[] }} Run */
/** @typedef {{ name: string, source: string, files: { name: string, size: number }[] }} Corpus */
/** @typedef {import('../src/training/schema.ts').Training} Training */

/** Between two looks at the lists; runs at work are followed by their events. */
const PERIOD_MS = 4000;
/** Browsers open six connections to one server at most. */
const FOLLOWED = 3;
/** Corpora whose files are looked up, and lines of a list. */
const MOST = 100;

const unfinished = (/** @type {{ status: string }} */ { status }) => status === 'queued' || status === 'running';

/**
 * Corpora, runs, datasets and trainings, kept fresh.
 * @param {Element} main
 * @param {AbortSignal} signal
 */
export async function overviewPage(main, signal) {
  const lists = [runList(signal), corpusList(), datasetList(), trainingList()];
  const { recipes } = /** @type {{ recipes: { name: string, description: string }[] }} */ (await get('/v1/recipes'));
  const corpora = h('select', { multiple: true, size: 3, title: 'Corpora of the run' });
  const refresh = async () => {
    await Promise.all(lists.map((list) => list.refresh()));
    await offerCorpora(corpora);
  };
  const [runs, files, datasets, trainings] = lists.map((list) => list.element);
  fill(
    main,
    h('section', {}, h('h2', {}, 'Runs'), runs, runForm(corpora, recipes, refresh)),
    h('section', {}, h('h2', {}, 'Corpora'), files, uploadForm(refresh)),
    h('section', {}, h('h2', {}, 'Datasets'), datasets),
    h('section', {}, h('h2', {}, 'Trainings'), trainings),
  );
  await every(PERIOD_MS, signal, refresh);
}

/**
 * A part of the page that is drawn anew when what it shows has changed.
 * @template T
 * @param {() => Promise<T>} look
 * @param {(state: T) => Node} draw
 */
function list(look, draw) {
  const element = h('div', { class: 'quiet' }, '…');
  let before = '';
  return {
    element,
    async refresh() {
      try {
        const state = await look();
        const text = JSON.stringify(state);
        if (text !== before) {
          element.className = '';
          fill(element, draw(state));
        }
        before = text;
      } catch (error) {
        before = '';
        fill(element, problem(error));
      }
    },
  };
}

const nothing = (/** @type {string} */ text) => h('p', { class: 'quiet' }, text);

/** @param {AbortSignal} signal */
function runList(signal) {
  /** @type {Map<string, HTMLElement>} */
  const bars = new Map();
  return list(
    async () => /** @type {{ runs: Run[] }} */ (await get('/v1/runs')).runs.slice(0, MOST),
    (runs) => {
      if (runs.length === 0) return nothing('No runs yet: upload a crawl below, then run a recipe over it.');
      const followed = runs.filter(unfinished).slice(0, FOLLOWED);
      for (const { id } of followed) {
        if (bars.has(id)) continue;
        bars.set(id, h('span', {}));
        follow(`/v1/runs/${id}/events`, 'run', signal, (/** @type {RunState} */ run) => {
          fill(bars.get(id) ?? h('span', {}), ...progressOf(run));
          return !unfinished(run);
        });
      }
      return table(
        ['run', 'corpora', 'recipe', 'state', 'progress', 'made', '>took'],
        runs.map((run) => [
          link(`/#/runs/${run.id}`, code(run.id)),
          run.corpora.join(', '),
          run.recipe,
          badge(run.status),
          unfinished(run) && bars.get(run.id),
          when(run.createdAt),
          unfinished(run) ? '' : took(run),
        ]),
      );
    },
  );
}

/** @param {RunState} run */
function progressOf({ stages, rate }) {
  const sum = (/** @type {'done' | 'total'} */ field) => stages.reduce((total, stage) => total + stage[field], 0);
  if (stages.length === 0) return ['waiting'];
  const speed = rate === null ? '' : ` ${bytes(rate.bytesPerSecond)}/s`;
  return [
    bar(sum('done'), sum('total')),
    h('div', { class: 'quiet nowrap' }, `${sum('done')}/${sum('total')} jobs${speed}`),
  ];
}

function corpusList() {
  return list(
    async () => {
      const { corpora } = /** @type {{ corpora: Corpus[] }} */ (await get('/v1/corpora'));
      return Promise.all(
        corpora.slice(0, MOST).map(async ({ name }) => /** @type {Corpus} */ (await get(`/v1/corpora/${name}`))),
      );
    },
    (corpora) =>
      corpora.length === 0
        ? nothing('No corpora yet.')
        : table(
            ['corpus', 'files', '>bytes'],
            corpora.map(({ name, files }) => [
              name,
              h(
                'details',
                {},
                h('summary', {}, `${files.length} ${files.length === 1 ? 'file' : 'files'}`),
                files.map((file) => h('div', {}, `${file.name}, ${bytes(file.size)}`)),
              ),
              bytes(files.reduce((sum, { size }) => sum + size, 0)),
            ]),
          ),
  );
}

/** @param {HTMLSelectElement} select */
async function offerCorpora(select) {
  const { corpora } = /** @type {{ corpora: Corpus[] }} */ (await get('/v1/corpora'));
  const names = corpora.map(({ name }) => name);
  const known = [...select.options].map(({ value }) => value);
  if (names.join() === known.join()) return;
  const selected = [...select.selectedOptions].map(({ value }) => value);
  fill(select, ...names.map((name) => h('option', { value: name, selected: selected.includes(name) }, name)));
  if (names.length === 1) select.selectedIndex = 0;
}

/**
 * @param {HTMLSelectElement} corpora
 * @param {{ name: string, description: string }[]} recipes
 * @param {() => Promise<void>} refresh
 */
function runForm(corpora, recipes, refresh) {
  const says = h('span', {});
  const recipe = h(
    'select',
    { title: 'Recipe' },
    recipes.map(({ name, description }) => h('option', { value: name, title: description }, name)),
  );
  const start = async (/** @type {Event} */ event) => {
    event.preventDefault();
    fill(says);
    try {
      await post('/v1/runs', { corpora: [...corpora.selectedOptions].map(({ value }) => value), recipe: recipe.value });
      await refresh();
    } catch (error) {
      fill(says, problem(error));
    }
  };
  return h('form', { on: { submit: start } }, 'Run', recipe, 'over', corpora, h('button', {}, 'Start'), says);
}

/** @param {() => Promise<void>} refresh */
function uploadForm(refresh) {
  const name = h('input', { placeholder: 'corpus', required: true, pattern: '[a-z0-9][a-z0-9\\-]{0,62}', size: 16 });
  const files = h('input', { type: 'file', multiple: true, required: true });
  const says = h('span', {});
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      await post('/v1/corpora', { name: name.value }).catch((error) => {
        // A corpus that is there with a source of its own takes files as well.
        if (!String(error).includes('exists')) throw error;
      });
      for (const file of files.files ?? []) {
        const path = `/v1/corpora/${name.value}/files/${encodeURIComponent(file.name)}`;
        await upload(path, file, (sent, total) => fill(says, bar(sent, total), ` ${file.name}, ${bytes(sent)}`));
      }
      fill(says, 'Uploaded.');
      await refresh();
    } catch (error) {
      fill(says, problem(error));
    }
  };
  return h('form', { on: { submit: send } }, 'Upload', files, 'to', name, h('button', {}, 'Upload'), says);
}

function datasetList() {
  return list(
    async () =>
      /** @type {{ datasets: { dataset: string, documents: number, bytes: number, shards: number, recipe: string }[] }} */ (
        await get('/v1/datasets')
      ).datasets.slice(0, MOST),
    (datasets) =>
      datasets.length === 0
        ? nothing('A run that is done leaves a dataset.')
        : table(
            ['dataset', 'recipe', '>documents', '>text', 'shards'],
            datasets.map(({ dataset, recipe, documents, bytes: size, shards }) => [
              code(dataset),
              recipe,
              documents,
              bytes(size),
              link(`/v1/datasets/${dataset}`, `${shards} in the manifest`),
            ]),
          ),
  );
}

function trainingList() {
  return list(
    async () => /** @type {{ trainings: Training[] }} */ (await get('/v1/trainings')).trainings.slice(0, MOST),
    (trainings) =>
      trainings.length === 0
        ? nothing('POST /v1/trainings trains a model on a dataset.')
        : table(
            ['training', 'dataset', 'model', 'state', '>step', '>loss', '>held-out loss', '>took'],
            trainings.map((training) => [
              link(`/#/trainings/${training.id}`, code(training.id)),
              code(training.request.dataset),
              training.request.steps === 0 ? 'token shards' : training.request.preset,
              badge(training.status),
              training.progress.step,
              training.progress.loss,
              training.progress.validationLoss,
              took(training),
            ]),
          ),
  );
}
