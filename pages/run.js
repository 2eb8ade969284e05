import { follow, get, post } from './api.js';
import { documentsPart } from './documents.js';
import { badge, bar, bytes, code, duration, fill, h, link, number, problem, table, took, when } from './dom.js';

/** @typedef {import('../src/http/run-state.ts').RunState} RunState */
/** @typedef {import('../src/runs/report.ts').Report} Report */

/** Rules shown of a stage. */
const RULES = 12;

const ended = (/** @type {RunState} */ { status }) => status !== 'queued' && status !== 'running';

/**
 * A run: how far it is, its funnel, and its documents with what was found about them.
 * @param {Element} main
 * @param {AbortSignal} signal
 * @param {string} id
 * @param {URLSearchParams} query the filter of the documents
 */
export async function runPage(main, signal, id, query) {
  const head = h('section', {}, h('p', { class: 'quiet' }, '…'));
  const funnel = h('div', {});
  const documents = h('section', {});
  fill(main, head, funnel, documents);
  const show = (/** @type {RunState} */ run) => fill(head, ...headOf(run, act));
  /** @param {'cancel' | 'resume'} what */
  async function act(what) {
    try {
      show(/** @type {RunState} */ (await post(`/v1/runs/${id}/${what}`)));
      watch();
    } catch (error) {
      head.append(problem(error));
    }
  }
  function watch() {
    follow(`/v1/runs/${id}/events`, 'run', signal, (/** @type {RunState} */ run) => {
      show(run);
      if (run.status === 'done') void showFunnel();
      if (ended(run)) void documentsPart(documents, id, query);
      return ended(run);
    });
  }
  async function showFunnel() {
    const report = /** @type {Report} */ (await get(`/v1/runs/${id}/report`));
    fill(funnel, funnelOf(report, id));
  }
  const run = /** @type {RunState} */ (await get(`/v1/runs/${id}`));
  show(run);
  if (run.status === 'done') await showFunnel();
  else if (!ended(run)) watch();
  await documentsPart(documents, id, query);
}

/**
 * @param {RunState} run
 * @param {(what: 'cancel' | 'resume') => void} act
 */
function headOf(run, act) {
  const button = (/** @type {'cancel' | 'resume'} */ what, /** @type {string} */ text) =>
    h('button', { on: { click: () => act(what) } }, text);
  const { rate } = run;
  return [
    h('div', { class: 'row' }, h('h1', {}, 'Run ', code(run.id)), badge(run.status)),
    h(
      'div',
      { class: 'row quiet' },
      h('span', {}, `recipe ${run.recipe.name} over ${run.corpora.map(({ name }) => name).join(', ')}`),
      h('span', {}, 'made ', when(run.createdAt)),
      run.startedAt !== null && h('span', {}, `took ${took(run)}${run.attempt > 1 ? `, attempt ${run.attempt}` : ''}`),
      rate !== null &&
        h(
          'span',
          {},
          `${number(Math.round(rate.documentsPerSecond))} documents/s, ${bytes(rate.bytesPerSecond)}/s`,
          rate.etaSeconds === null ? '' : `, about ${duration(rate.etaSeconds)} left`,
        ),
      !ended(run) && button('cancel', 'Cancel'),
      (run.status === 'failed' || run.status === 'cancelled') && button('resume', 'Resume'),
      run.dataset !== null && link(`/v1/datasets/${run.dataset}`, `dataset ${run.dataset}`),
      run.status === 'done' && link(`/v1/runs/${run.id}/report`, 'report as JSON'),
    ),
    run.cause !== null && problem(causeText(run.cause)),
    table(
      ['stage', 'jobs', '', '>documents', '>dropped'],
      run.stages.map(({ stage, done, total, documents, dropped }) => [
        stage,
        h('span', { class: 'nowrap' }, `${done}/${total}`),
        bar(done, total),
        documents || '',
        dropped || '',
      ]),
    ),
  ];
}

/** @param {NonNullable<RunState['cause']>} cause */
const causeText = ({ stage, part, code: kind, message }) =>
  `Failed in ${stage}${part === null ? '' : `, ${part}`}: ${message} (${kind})`;

/** @param {Record<string, number>} counts */
const listed = (counts) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ');

/**
 * @param {Report} report
 * @param {string} id
 */
function funnelOf(report, id) {
  const { documents } = report;
  const all = documents.in;
  const to = (/** @type {Record<string, string>} */ query) => `/#/runs/${id}?${new URLSearchParams(query)}`;
  const share = (/** @type {number} */ count) => (all === 0 ? '' : `${((100 * count) / all).toFixed(1)} %`);
  const stages = Object.entries(report.stages).filter(([, outcome]) => outcome.in > 0);
  const rows = stages.map(([stage, { kept, dropped, rules }]) => [
    stage,
    h(
      'div',
      {},
      bar(kept, all),
      h(
        'div',
        { class: 'rules' },
        ...Object.entries(rules)
          .slice(0, RULES)
          .map(([rule, count]) => h('span', {}, link(to({ stage, rule }), rule), ` ${number(count)}`)),
      ),
    ),
    dropped > 0 ? link(to({ verdict: 'drop', stage }), number(dropped)) : 0,
    kept,
    share(kept),
  ]);
  const table_ = table(['stage', 'left, and what failed', '>dropped', '>left', '>of all'], rows);
  table_.className = 'funnel';
  const languages = Object.entries(report.languages).filter(([, outcome]) => outcome.kept > 0);
  return h(
    'section',
    {},
    h('h2', {}, 'Funnel'),
    h(
      'p',
      {},
      `${number(report.records)} records: ${number(all)} documents`,
      Object.keys(report.skipped).length > 0 && `, passed over ${listed(report.skipped)}`,
      documents.rejected > 0 && `; damaged ${listed(report.rejected)}`,
      `. Kept ${number(documents.kept)} (${share(documents.kept)}), ${number(report.characters.kept)} characters.`,
    ),
    table_,
    languages.length > 0 &&
      h(
        'p',
        { class: 'quiet' },
        `Kept by language: ${languages
          .slice(0, RULES)
          .map(([name, { kept }]) => `${name} ${number(kept)}`)
          .join(', ')}`,
      ),
  );
}
