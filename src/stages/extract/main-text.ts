import type { HeldText } from '../stage.ts';
import type { ExplainedPage, TextSource } from './explained-page.ts';
import { writeFirstPass } from './features/first-pass.ts';
import { writeSecondPass } from './features/second-pass.ts';
import { exports, kept, probability } from './kernel/kernel.ts';
import { assembleMarkdown } from './markdown/markdown.ts';
import { expectedF1, interpolate } from './model/confidence.ts';
import { decide } from './model/decide.ts';
import { type ExtractModel, parseModel } from './model/model-file.ts';
import { scoreBlocks, strideFor } from './model/trees.ts';
import type { TextFormat } from './parameters.ts';
import { createPage, type Page, scan } from './scan/page.ts';
import { flag, tagName } from './scan/tags.ts';
import { articleBody, embeddedText, shellWords, textareaText } from './shell.ts';
import { assemble, assembleHeld, blockText } from './text/assemble.ts';

export interface MainTextOptions {
  /** Probability from which on a block is main text; the page's own by the model, when not given. */
  threshold?: number | undefined;
  /** Keep what pages hide: `hidden`, `aria-hidden`, `display:none`. */
  keepHidden?: boolean | undefined;
  /** Also give the reader comments that are not main text. */
  comments?: boolean | undefined;
  /** Plain text, or Markdown. */
  format?: TextFormat | undefined;
}

export interface MainText<Text = string> {
  text: Text;
  /** Expected F1 of the text, 0 to 1, calibrated on pages that the model was not trained on. */
  confidence: number;
  /** Reader comments beside the main text, when asked for and there are any. */
  comments?: string;
}

/** Finds the main text of pages. All of a thread share the scratch memory, so not reentrant. */
export interface MainTextExtractor {
  /**
   * @param utf8 the page as UTF-8
   * @param isLoaded whether metadata was read from the same bytes just before
   */
  extract(utf8: Uint8Array, isLoaded?: boolean): MainText;
  /** The same; a text that needs no other form is only held, until the next page is read. */
  extractHeld(utf8: Uint8Array, isLoaded?: boolean): MainText<string | HeldText>;
  /** All blocks of the page with their scores, for people. */
  explain(utf8: Uint8Array): ExplainedPage;
}

/**
 * Main text by boosted trees over text blocks in two passes, the second sees what the first thought of the blocks around;
 * and by trees over the cuts that a page may be given, which choose the one from which on its blocks are kept.
 * Errors: `AssetError` for bytes that are no model for this scanner.
 */
export function createMainText(modelBytes: Uint8Array, options: MainTextOptions = {}): MainTextExtractor {
  const model = parseModel(modelBytes);
  const page = createPage();
  const layOut = options.format === 'markdown' ? assembleMarkdown : assemble;
  const decision = { threshold: options.threshold, keepHidden: options.keepHidden ?? false };

  function judge(utf8: Uint8Array, isLoaded = false): { probability: Float64Array; confidence: number } {
    scan(page, utf8, isLoaded);
    if (decision.keepHidden) page.runHidden.fill(0, 0, page.runs);
    score(model, page);
    decide(model, page, decision);
    return { probability, confidence: interpolate(model.calibration, expectedF1()) };
  }

  /** The kept blocks' text or, where that is next to nothing, what the page holds for its scripts. */
  function textOfPage(): { text: string; from: TextSource } {
    return exports.keptWords() >= shellWords ? { text: layOut(page, kept), from: 'blocks' } : textOfShell();
  }

  function textOfShell(): { text: string; from: TextSource } {
    const text = layOut(page, kept);
    const article = articleBody(page);
    if (article !== undefined) return { text: embeddedText(page, article, options.format), from: 'json-ld' };
    const area = text === '' ? textareaText(page) : undefined;
    if (area !== undefined) return { text: embeddedText(page, area, options.format), from: 'textarea' };
    return { text, from: 'blocks' };
  }

  function extract<Text>(utf8: Uint8Array, isLoaded: boolean | undefined, textOf: () => Text): MainText<Text> {
    const { confidence } = judge(utf8, isLoaded);
    const comments = options.comments === true ? layOut(page, markComments(page)) : '';
    const text = textOf();
    return comments === '' ? { text, confidence } : { text, confidence, comments };
  }

  return {
    extract: (utf8, isLoaded) => extract(utf8, isLoaded, () => textOfPage().text),
    extractHeld: (utf8, isLoaded) =>
      extract(utf8, isLoaded, () => {
        const isShell = exports.keptWords() < shellWords;
        return isShell || options.format === 'markdown' ? textOfPage().text : assembleHeld(page, kept);
      }),
    explain(utf8) {
      const { probability, confidence } = judge(utf8);
      const blocks = Array.from({ length: page.blocks }, (_, block) => ({
        text: blockText(block),
        score: probability[block]!,
        kept: kept[block] === 1,
        path: pathOf(page, page.blockElement[block]!),
      }));
      return { blocks, ...textOfPage(), confidence };
    },
  };
}

/** Marks the blocks inside comment sections that are neither main text nor mostly links. */
function markComments(page: Page): Uint8Array {
  const marks = new Uint8Array(page.blocks);
  for (let block = 0; block < page.blocks; block++) {
    const bits = page.flags[page.blockElement[block]!]!;
    const isComment = (bits & flag.comments) !== 0 && (bits & (flag.hidden | flag.form | flag.nav)) === 0;
    if (isComment && kept[block] === 0 && 2 * page.blockLinkChars[block]! < page.blockChars[block]!) marks[block] = 1;
  }
  return marks;
}

/** Scores a scanned page's blocks, into `probability` by block: how probably it is main text. */
function score(model: ExtractModel, page: Page): void {
  const { blocks } = page;
  if (blocks === 0) return;
  const stride = strideFor(blocks);
  writeFirstPass(page, model, stride);
  scoreBlocks(model, 0, blocks, stride);
  writeSecondPass(stride);
  scoreBlocks(model, 1, blocks, stride);
}

function pathOf(page: Page, element: number): string {
  const names: string[] = [];
  for (let at = element; at > 0; at = page.parent[at]!) names.push(tagName(page.tag[at]!));
  return names.reverse().join('/');
}
