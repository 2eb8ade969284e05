import { logistic } from './logistic.ts';

interface Judged {
  sum: number;
  label: boolean;
  weight: number;
}

/** Newton steps; Platt's problem is convex in two variables and settles within ten. */
const STEPS = 25;
/** Keeps the slope finite where the texts held out are told apart without error. */
const RIDGE = 1e-3;

/** Slope and intercept of Platt's scaling (Platt 1999) of log-odds by texts held out; the identity where one class is missing. */
export function calibrate(judged: readonly Judged[]): { slope: number; intercept: number } {
  const good = judged.filter(({ label }) => label).length;
  if (good === 0 || good === judged.length) return { slope: 1, intercept: 0 };
  let slope = 1;
  let intercept = 0;
  for (let step = 0; step < STEPS; step++) {
    let gradientSlope = RIDGE * (slope - 1);
    let gradientIntercept = RIDGE * intercept;
    let slopeSlope = RIDGE;
    let slopeIntercept = 0;
    let interceptIntercept = RIDGE;
    for (const { sum, label, weight } of judged) {
      const p = logistic(slope * sum + intercept);
      const error = (p - (label ? 1 : 0)) * weight;
      const curvature = Math.max(p * (1 - p), 1e-9) * weight;
      gradientSlope += error * sum;
      gradientIntercept += error;
      slopeSlope += curvature * sum * sum;
      slopeIntercept += curvature * sum;
      interceptIntercept += curvature;
    }
    const determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
    const slopeStep = (gradientSlope * interceptIntercept - gradientIntercept * slopeIntercept) / determinant;
    const interceptStep = (gradientIntercept * slopeSlope - gradientSlope * slopeIntercept) / determinant;
    // a full step may overshoot where the curve is flat
    slope -= Math.max(-1, Math.min(1, slopeStep));
    intercept -= Math.max(-1, Math.min(1, interceptStep));
  }
  return { slope: Math.max(0.01, slope), intercept };
}
