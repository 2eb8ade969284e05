import { describe, expect, it } from 'vitest';
import { createEdges } from '../../../src/stages/dedup/edges.ts';

describe('createEdges', () => {
  it('holds more edges than it began with', () => {
    const edges = createEdges();
    for (let i = 0; i < 5000; i++) edges.add(i + 1, i, 1 / (i + 1));
    const { documents, kept, similarity } = edges.all();
    expect([documents.length, documents[4999], kept[4999], similarity[4999]]).toEqual([5000, 5000, 4999, 200]);
  });
});
