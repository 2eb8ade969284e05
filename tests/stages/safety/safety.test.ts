import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Annotation } from '../../../src/document.ts';
import { safetyStage } from '../../../src/stages/safety/safety.ts';

type Input = Partial<z.input<typeof safetyStage.parameters>>;

const none: Input = { url: null, badWords: null, harm: null, pii: null };

function judge(text: string, parameters: Input): Annotation {
  const resolved = safetyStage.parameters.parse({ ...none, ...parameters });
  const assets = safetyStage
    .assets(resolved)
    .map((name) => [name, new Uint8Array(readFileSync(`models/${name.slice('builtin:'.length)}`))] as const);
  return safetyStage.create(resolved, new Map(assets))({ id: 'a:1', text, source: 'test', metadata: {} });
}

const HARMFUL = 'Free porn videos, naked milf webcam girls, hardcore sex and xxx movies.';

describe('harmful content', () => {
  it('is measured by category, and as the highest of them', () => {
    const { measures } = judge(HARMFUL, { harm: {} });
    const { harmful, ...rest } = measures;
    const categories = ['pornography', 'hate', 'violence'].map((category) => Number(rest[`harmful.${category}`]));
    expect(harmful).toBe(Math.max(...categories));
    expect(Object.keys(rest)).toHaveLength(3);
  });

  it('drops a document just above a limit, naming rule, value and limit, and keeps one just at it', () => {
    const value = Number(judge(HARMFUL, { harm: {} }).measures['harmful.pornography']);
    const limit = Math.round((value - 0.0001) * 10_000) / 10_000;
    const others = { maxHate: null, maxViolence: null };
    const dropped = judge(HARMFUL, { harm: { ...others, maxPornography: limit } });
    expect(dropped.verdict).toBe('drop');
    expect(dropped.failures).toEqual([{ rule: 'harmful.pornography', value, limit }]);
    expect(judge(HARMFUL, { harm: { ...others, maxPornography: value } }).verdict).toBe('keep');
  });

  it('only annotates without limits', () => {
    const { verdict, measures } = judge(HARMFUL, { harm: { maxPornography: null, maxHate: null, maxViolence: null } });
    expect(verdict).toBe('keep');
    expect(measures['harmful']).toBeGreaterThan(0.9);
  });

  it('is not measured where the recipe leaves it out', () => {
    expect(judge(HARMFUL, {})).toEqual({ verdict: 'keep', failures: [], measures: {}, edits: [] });
  });
});
