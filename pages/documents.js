import { get } from './api.js';
import { badge, code, fill, h, number, problem, table } from './dom.js';

/** @typedef {import('../src/runs/explain.ts').Explained} Explained */
/**
 * @typedef {Explained & {
 *   survivor: Explained['document'] | null,
 *   score: { feature: string, weight: number }[],
 * }} Whole
 */

const STAGES = ['extract', 'quality', 'safety', 'dedup'];

/**
 * Documents of a run, a page at a time, with a filter that lies in the address.
 * @param {Element} element
 * @param {string} run
 * @param {URLSearchParams} query
 */
export async function documentsPart(element, run, query) {
  const verdict = choice('verdict', ['drop', 'keep', ''], query.get('verdict') ?? (query.has('rule') ? '' : 'drop'));
  const stage = choice('stage', ['', ...STAGES], query.get('stage') ?? '');
  const rule = h('input', { placeholder: 'any rule', value: query.get('rule') ?? '', title: 'rule that failed' });
  const list = h('div', {});
  const more = h('button', {}, 'More');
  let after = '';
  const filter = () => {
    const fields = { verdict: verdict.value, stage: stage.value, rule: rule.value.trim() };
    return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
  };
  const load = async () => {
    more.disabled = true;
    try {
      const asked = filter();
      if (after !== '') asked.set('after', after);
      const { documents, next } = /** @type {{ documents: Explained[], next: string | null }} */ (
        await get(`/v1/runs/${run}/documents?${asked}`)
      );
      if (after === '' && documents.length === 0) list.append(h('p', { class: 'quiet' }, 'None.'));
      list.append(...documents.map((explained) => documentOf(run, explained)));
      after = next ?? '';
      more.hidden = next === null;
    } catch (error) {
      list.append(problem(error));
      more.hidden = true;
    }
    more.disabled = false;
  };
  const again = (/** @type {Event} */ event) => {
    event.preventDefault();
    location.hash = `#/runs/${run}?${filter()}`;
  };
  more.addEventListener('click', load);
  for (const field of [verdict, stage, rule]) field.addEventListener('change', again);
  fill(
    element,
    h('h2', {}, 'Documents'),
    h('form', { on: { submit: again } }, verdict, 'by', stage, 'with', rule),
    list,
    more,
  );
  await load();
}

/** @param {string} name @param {string[]} values @param {string} value */
function choice(name, values, value) {
  const texts = /** @type {Record<string, string>} */ ({ drop: 'dropped', keep: 'kept', '': `any ${name}` });
  return h(
    'select',
    { title: name },
    values.map((one) => h('option', { value: one, selected: one === value }, texts[one] ?? one)),
  );
}

/** @param {Explained['document']} document @param {string} field */
function metadata(document, field) {
  const value = document.metadata[field];
  return typeof value === 'string' ? value : '';
}

/**
 * One line, which opens to the whole document.
 * @param {string} run
 * @param {Explained} explained
 */
function documentOf(run, explained) {
  const { document, droppedBy, stages } = explained;
  const failed = stages.flatMap(({ attributes }) => attributes.failures.map((failure) => failure.rule));
  const body = h('div', {});
  const details = h(
    'details',
    { class: 'document' },
    h(
      'summary',
      {},
      metadata(document, 'url') || document.id,
      h('span', { class: 'rule' }, droppedBy === null ? 'kept' : `${droppedBy}: ${failed.slice(0, 4).join(', ')}`),
    ),
    body,
  );
  details.addEventListener(
    'toggle',
    async () => {
      try {
        const whole = await get(`/v1/runs/${run}/documents/${encodeURIComponent(document.id)}`);
        fill(body, ...wholeOf(/** @type {Whole} */ (whole)));
      } catch (error) {
        fill(body, problem(error));
      }
    },
    { once: true },
  );
  return details;
}

/** @param {Whole} whole */
function wholeOf({ document, verdict, stages, survivor, score }) {
  const failures = stages.flatMap(({ stage, attributes }) => attributes.failures.map((one) => ({ stage, ...one })));
  const show = (/** @type {string | number} */ value) => (typeof value === 'number' ? number(value) : value);
  const facts = ['title', 'author', 'language', 'file'].map((field) => [field, metadata(document, field)]);
  return [
    h(
      'div',
      { class: 'row quiet' },
      badge(verdict),
      code(document.id),
      ...facts.filter(([, value]) => value !== '').map(([field, value]) => h('span', {}, `${field}: ${value}`)),
    ),
    failures.length > 0 &&
      table(
        ['stage', 'rule that failed', '>value', '>limit'],
        failures.map(({ stage, rule, value, limit }) => [stage, rule, show(value), show(limit)]),
      ),
    h(
      'div',
      { class: 'texts' },
      h('div', {}, h('h3', {}, 'Text'), textOf(document.text, stages)),
      survivor !== null &&
        h(
          'div',
          {},
          h('h3', {}, 'Kept instead: ', metadata(survivor, 'url') || code(survivor.id)),
          h('pre', { class: 'text' }, survivor.text),
        ),
    ),
    score.length > 0 &&
      h(
        'details',
        {},
        h('summary', { class: 'quiet' }, 'What raised and lowered the quality score'),
        table(
          ['feature', '>log-odds'],
          score.map(({ feature, weight }) => [code(feature), number(weight)]),
        ),
      ),
    h(
      'details',
      {},
      h('summary', { class: 'quiet' }, 'Every measure'),
      ...stages.map(({ stage, attributes }) =>
        h(
          'div',
          {},
          h('h3', {}, stage),
          table(
            ['measure', '>value'],
            Object.entries(attributes.measures).map(([name, value]) => [name, show(value)]),
          ),
        ),
      ),
    ),
  ];
}

/**
 * The text with what the stages took out or put in its place.
 * @param {string} text
 * @param {Explained['stages']} stages
 */
function textOf(text, stages) {
  if (text === '') return h('p', { class: 'quiet' }, 'No main text.');
  const edits = stages.flatMap(({ attributes }) => attributes.edits).sort(([a], [b]) => a - b);
  const pieces = [];
  let position = 0;
  for (const [start, end, replacement] of edits) {
    if (start < position) continue;
    pieces.push(text.slice(position, start), h('del', {}, text.slice(start, end)), h('ins', {}, replacement));
    position = end;
  }
  return h('pre', { class: 'text' }, ...pieces, text.slice(position));
}
