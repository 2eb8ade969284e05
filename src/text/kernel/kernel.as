// What the rules of quality count in a text, in AssemblyScript. Rebuild kernel.wasm.ts with scripts/build-kernel.sh.

export { CLASSES, CODES, DISTINCT, EDITED, END, ENDS, HASHES, IDS, KEPT_LENGTHS, LINE_CHUNKS, LINE_ENDS, LINE_FLAGS, LINE_FROM, LINE_LONGEST, LINE_STARTS, LINE_TO, LINE_WORDS, LONGEST, PENDING_ENDS, PENDING_STARTS, POWERS, SPAN_ENDS, SPAN_STARTS, SQUEEZED, STARTS, STATE, TIMES } from './layout';
export { anchors, breakSpans, duplicates, lineSpans } from './lines';
export { countNgrams, findCandidates, repeatedNgramPoints, topPoints } from './ngrams';
export { read, sentences } from './words';
