import { follow, get, post } from './api.js';
import { badge, bar, code, fill, h, number, problem, took } from './dom.js';

/** @typedef {import('../src/training/schema.ts').Training} Training */
/** @typedef {import('../src/training/schema.ts').TrainerEvent} TrainerEvent */

const WIDTH = 800;
const HEIGHT = 300;
const MARGIN = 40;

const ended = (/** @type {Training} */ { status }) => status !== 'queued' && status !== 'running';

/**
 * A training: its losses as a curve, and the last sample.
 * @param {Element} main
 * @param {AbortSignal} signal
 * @param {string} id
 */
export async function trainingPage(main, signal, id) {
  const head = h('section', {});
  const curve = h('div', {});
  fill(main, head, curve);
  const show = async (/** @type {Training} */ training) => {
    fill(head, ...headOf(training, act));
    const { metrics } = /** @type {{ metrics: TrainerEvent[] }} */ (await get(`/v1/trainings/${id}/metrics`));
    fill(curve, curveOf(metrics));
  };
  const watch = () =>
    follow(`/v1/trainings/${id}/events`, 'training', signal, (/** @type {Training} */ training) => {
      void show(training);
      return ended(training);
    });
  /** @param {'cancel' | 'resume'} what */
  async function act(what) {
    try {
      await show(/** @type {Training} */ (await post(`/v1/trainings/${id}/${what}`)));
      watch();
    } catch (error) {
      head.append(problem(error));
    }
  }
  const training = /** @type {Training} */ (await get(`/v1/trainings/${id}`));
  await show(training);
  if (!ended(training)) watch();
}

/**
 * @param {Training} training
 * @param {(what: 'cancel' | 'resume') => void} act
 */
function headOf(training, act) {
  const { progress, request } = training;
  const button = (/** @type {'cancel' | 'resume'} */ what, /** @type {string} */ text) =>
    h('button', { on: { click: () => act(what) } }, text);
  const facts = [
    request.steps === 0 ? 'token shards alone' : `model ${request.preset}`,
    progress.parameters === null ? '' : `${number(progress.parameters)} parameters`,
    progress.device === null ? '' : `on ${progress.device}`,
    progress.tokensPerSecond === null ? '' : `${number(Math.round(progress.tokensPerSecond))} tokens/s`,
    training.startedAt === null ? '' : `took ${took(training)}`,
  ];
  return [
    h('div', { class: 'row' }, h('h1', {}, 'Training ', code(training.id)), badge(training.status)),
    h(
      'div',
      { class: 'row quiet' },
      h('span', {}, facts.filter((fact) => fact !== '').join(', ')),
      h('span', {}, 'dataset ', code(request.dataset)),
      !ended(training) && button('cancel', 'Cancel'),
      (training.status === 'failed' || training.status === 'cancelled') && button('resume', 'Resume'),
    ),
    training.cause !== null && problem(`${training.cause.message} (${training.cause.code})`),
    progress.overfitting && h('p', { class: 'problem' }, 'Held-out loss rises while training loss falls: overfitting.'),
    progress.steps !== null &&
      h('div', {}, bar(progress.step, progress.steps), ` step ${progress.step} of ${progress.steps}`),
    progress.sample !== null && h('div', {}, h('h3', {}, 'Sample'), h('pre', { class: 'text' }, progress.sample)),
  ];
}

/** @param {TrainerEvent[]} metrics */
function curveOf(metrics) {
  const of = (/** @type {'loss' | 'validationLoss'} */ field) =>
    metrics.flatMap(({ step, [field]: value }) =>
      typeof step === 'number' && typeof value === 'number' ? [{ step, value }] : [],
    );
  const lines = { training: of('loss'), validation: of('validationLoss') };
  const points = [...lines.training, ...lines.validation];
  if (points.length < 2) return h('p', { class: 'quiet' }, '');
  const most = Math.max(...points.map(({ step }) => step), 1);
  const low = Math.min(...points.map(({ value }) => value));
  const high = Math.max(...points.map(({ value }) => value), low + 0.1);
  const x = (/** @type {number} */ step) => MARGIN + ((WIDTH - 2 * MARGIN) * step) / most;
  const y = (/** @type {number} */ value) => HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * (value - low)) / (high - low);
  const svg = svgElement('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curve', role: 'img' });
  svg.append(
    svgElement('path', { class: 'axis', d: `M${MARGIN},${MARGIN}V${HEIGHT - MARGIN}H${WIDTH - MARGIN}` }),
    ...Object.entries(lines).map(([name, line]) =>
      svgElement('path', {
        class: name,
        d: `M${line.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join('L')}`,
      }),
    ),
    label(MARGIN - 6, y(high) + 4, number(high), 'end'),
    label(MARGIN - 6, y(low) + 4, number(low), 'end'),
    label(WIDTH - MARGIN, HEIGHT - MARGIN + 16, `step ${number(most)}`, 'end'),
  );
  return h(
    'section',
    {},
    h('h2', {}, 'Loss'),
    svg,
    h('p', { class: 'quiet' }, 'Grey: on the text of the last steps. Green: on documents that are held out.'),
  );
}

/** @param {number} x @param {number} y @param {string} text @param {string} anchor */
function label(x, y, text, anchor) {
  const element = svgElement('text', { x: String(x), y: String(y), 'text-anchor': anchor });
  element.textContent = text;
  return element;
}

/** @param {string} tag @param {Record<string, string>} attributes */
function svgElement(tag, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
