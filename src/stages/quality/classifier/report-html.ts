import type { Contribution } from './classifier.ts';
import type { ClassifierReport } from './report.ts';

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ');

const SIZE = 260;
const MARGIN = 42;

interface Chart {
  title: string;
  x: string;
  y: string;
  points: [number, number][];
  /** Whether the diagonal means something: chance for a ROC curve, perfection for calibration. */
  diagonal: boolean;
  dots?: boolean;
}

/** A chart of shares between 0 and 1 as SVG. */
function chart({ title, x, y, points, diagonal, dots }: Chart): string {
  const at = ([across, up]: [number, number]): string =>
    `${(MARGIN + across * SIZE).toFixed(1)},${(MARGIN + (1 - up) * SIZE).toFixed(1)}`;
  const edge = SIZE + 2 * MARGIN;
  const ticks = [0, 0.25, 0.5, 0.75, 1]
    .map((tick) => {
      const [across, up] = [MARGIN + tick * SIZE, MARGIN + (1 - tick) * SIZE];
      return `<text x="${across}" y="${MARGIN + SIZE + 14}" text-anchor="middle">${tick}</text>
<text x="${MARGIN - 5}" y="${up + 4}" text-anchor="end">${tick}</text>`;
    })
    .join('\n');
  const line = `<polyline points="${points.map(at).join(' ')}" class="line"/>`;
  const marks = dots === true ? points.map((point) => `<circle cx="${at(point).replace(',', '" cy="')}" r="3"/>`) : [];
  return `<svg viewBox="0 0 ${edge} ${edge}" width="${edge}" height="${edge}" role="img" aria-label="${escapeHtml(title)}">
<text x="${edge / 2}" y="16" text-anchor="middle" class="title">${escapeHtml(title)}</text>
<rect x="${MARGIN}" y="${MARGIN}" width="${SIZE}" height="${SIZE}" class="frame"/>
${diagonal ? `<line x1="${MARGIN}" y1="${MARGIN + SIZE}" x2="${MARGIN + SIZE}" y2="${MARGIN}" class="diagonal"/>` : ''}
${ticks}
<text x="${edge / 2}" y="${edge - 8}" text-anchor="middle">${escapeHtml(x)}</text>
<text transform="translate(12 ${edge / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y)}</text>
${line}
${marks.join('')}
</svg>`;
}

function features(title: string, contributions: readonly Contribution[]): string {
  const rows = contributions
    .map(({ feature, weight }) => `<tr><td><code>${escapeHtml(feature)}</code></td><td>${weight.toFixed(4)}</td></tr>`)
    .join('\n');
  return `<table><caption>${escapeHtml(title)}</caption>
<tr><th>feature</th><th>mean log-odds</th></tr>
${rows}
</table>`;
}

const STYLE = `body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#222}
figure{display:flex;flex-wrap:wrap;gap:1em;margin:1em 0}
svg text{font-size:11px;fill:#444}svg .title{font-size:13px;font-weight:600}
.frame{fill:none;stroke:#999}.line{fill:none;stroke:#06c;stroke-width:2}.diagonal{stroke:#bbb;stroke-dasharray:4}
circle{fill:#06c}table{border-collapse:collapse}caption{text-align:left;font-weight:600}
td,th{padding:2px 12px 2px 0;text-align:left}`;

/** A classifier's held-out report as one page without scripts or anything from elsewhere. */
export function reportHtml(name: string, report: ClassifierReport): string {
  const { texts, heldOut, auc, averagePrecision, calibrationError, curve, calibration, topFeatures } = report;
  const charts: Chart[] = [
    {
      title: `ROC, area ${auc.toFixed(4)}`,
      x: 'bad texts kept',
      y: 'good texts kept',
      points: [[0, 0], ...curve.map((point): [number, number] => [point.falsePositiveRate, point.recall]), [1, 1]],
      diagonal: true,
    },
    {
      title: `Precision and recall, average ${averagePrecision.toFixed(4)}`,
      x: 'recall',
      y: 'precision',
      points: curve.map(({ recall, precision }) => [recall, precision]),
      diagonal: false,
    },
    {
      title: `Calibration, error ${calibrationError.toFixed(4)}`,
      x: 'mean score',
      y: 'share of good texts',
      points: calibration.filter((bin) => bin.texts > 0).map(({ meanScore, goodShare }) => [meanScore, goodShare]),
      diagonal: true,
      dots: true,
    },
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(name)}: held-out report</title>
<style>${STYLE}</style>
<h1>${escapeHtml(name)}</h1>
<p>Trained from ${texts.good} good and ${texts.bad} bad texts; the figures are of ${heldOut.good} good and ${heldOut.bad}
bad ones that were held out.</p>
<figure>
${charts.map(chart).join('\n')}
</figure>
<figure>
${features('Raising the score', topFeatures.raising)}
${features('Lowering the score', topFeatures.lowering)}
</figure>
</html>
`;
}
