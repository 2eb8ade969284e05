import { codeSpan, escapeInline, escapeLineStart, linkAddress } from './escape.ts';
import type { InlinePiece, Mark } from './inline.ts';

/** A tree of the pieces: a mark with what is inside, or text. */
type Node = { text: string } | { isBreak: true } | { mark: Mark; target: string; inside: Node[] };

function treeOf(pieces: readonly InlinePiece[]): Node[] {
  const root: Node[] = [];
  const open = [root];
  for (const piece of pieces) {
    const inside = open.at(-1) ?? root;
    if (piece.kind === 'begin') {
      const last = inside.at(-1);
      // `<b>a</b><b>b</b>`: one mark, since its sign twice in a row would mean another
      if (last !== undefined && 'mark' in last && last.mark === piece.mark && piece.mark !== 'link')
        open.push(last.inside);
      else {
        const node = { mark: piece.mark, target: piece.target, inside: [] };
        inside.push(node);
        open.push(node.inside);
      }
    } else if (piece.kind === 'end') {
      open.pop();
      // nothing is written of a mark without text: those beside it stand side by side
      if (inside.length === 0) open.at(-1)?.pop();
    } else inside.push(piece.kind === 'break' ? { isBreak: true } : { text: piece.text });
  }
  return root;
}

function plainText(nodes: readonly Node[]): string {
  return nodes.map((node) => ('text' in node ? node.text : 'mark' in node ? plainText(node.inside) : ' ')).join('');
}

/** White space is folded, so a space at an end is one; others are text. */
const trimmed = (text: string): string => text.replace(/^ | $/g, '');

const signs = { strong: '**', emphasis: '*', strike: '~~' } as const;

/** Signs stand only beside a letter or digit inside, or signs that do: there they always work (CommonMark 6.2). */
const wordStart = /^\*{0,3}[\p{L}\p{N}]/u;
const wordEnd = /[\p{L}\p{N}]\*{0,3}$/u;

function render(nodes: readonly Node[], lineBreak: string): string {
  let out = '';
  for (const node of nodes) {
    if ('isBreak' in node) out += lineBreak;
    else if ('text' in node) out += escapeInline(node.text);
    else {
      const marked = renderMark(node.mark, node.target, node.inside, out, lineBreak);
      // a link behind it, in marks that are not written, would be an image (CommonMark 6.4)
      if (out.endsWith('!') && marked.startsWith('[')) out = `${out.slice(0, -1)}\\!`;
      out += marked;
    }
  }
  return out;
}

function renderMark(mark: Mark, target: string, inside: readonly Node[], before: string, lineBreak: string): string {
  const text = plainText(inside);
  const core = trimmed(text);
  if (core === '') return render(inside, lineBreak);
  const start = text.startsWith(' ') ? ' ' : '';
  const end = text.endsWith(' ') ? ' ' : '';
  if (mark === 'code') return `${start}${codeSpan(core)}${end}`;
  const content = render(inside, lineBreak);
  if (mark === 'link') {
    if (target === '' || before.endsWith('!') || content !== trimmed(content)) return content;
    return `[${content}](${linkAddress(target)})`;
  }
  const word = trimmed(content);
  const sign = signs[mark];
  if (!wordStart.test(word) || !wordEnd.test(word) || before.endsWith(sign[0]!)) return content;
  return `${start}${sign}${word}${sign}${end}`;
}

/** A block's text as lines of a paragraph. */
export function paragraph(pieces: readonly InlinePiece[]): string {
  return render(treeOf(pieces), '\\\n').split('\n').map(escapeLineStart).join('\n');
}

/** A block's text on one line, for headings and cells of tables. */
export function oneLine(pieces: readonly InlinePiece[]): string {
  return render(treeOf(pieces), ' ');
}
