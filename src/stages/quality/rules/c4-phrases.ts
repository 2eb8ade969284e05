/** Which groups of phrases occur in `[start, end)` of the text. */
export interface Phrases<Group extends string> {
  within(start: number, end: number): Record<Group, boolean>;
}

/** Finds phrases in the lower-cased text; phrases are lower case. */
export function createPhraseFinder<Group extends string>(
  groups: Record<Group, readonly string[]>,
): (text: string) => Phrases<Group> {
  // Object.keys forgets the type of the keys
  const names = Object.keys(groups) as Group[];
  const none = Object.fromEntries(names.map((name) => [name, false])) as Record<Group, boolean>;

  return (text) => {
    const lower = text.toLowerCase();
    // Lower-casing may lengthen a text (İ becomes two); positions then hold within a line only.
    const aligned = lower.length === text.length;
    const hits: { group: Group; start: number; end: number }[] = [];
    for (const group of names) {
      for (const phrase of groups[group]) {
        for (let at = lower.indexOf(phrase); at !== -1; at = lower.indexOf(phrase, at + 1)) {
          hits.push({ group, start: at, end: at + phrase.length });
        }
      }
    }
    if (hits.length === 0) return { within: () => none };
    if (!aligned) return { within: (start, end) => inLine(text.slice(start, end)) };
    hits.sort((a, b) => a.start - b.start);
    let next = 0;
    return {
      // lines are asked for in order
      within: (start, end) => {
        while (next < hits.length && hits[next]!.start < start) next += 1;
        if (next === hits.length || hits[next]!.start >= end) return none;
        const found = { ...none };
        while (next < hits.length && hits[next]!.start < end) {
          const hit = hits[next]!;
          if (hit.end <= end) found[hit.group] = true;
          next += 1;
        }
        return found;
      },
    };
  };

  function inLine(line: string): Record<Group, boolean> {
    const lower = line.toLowerCase();
    const found = { ...none };
    for (const group of names) found[group] = groups[group].some((phrase) => lower.includes(phrase));
    return found;
  }
}
