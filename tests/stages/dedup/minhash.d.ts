declare module 'minhash' {
  export class Minhash {
    constructor(options: { numPerm: number; seed: number });
    update(value: string): void;
    jaccard(other: Minhash): number;
  }
}
