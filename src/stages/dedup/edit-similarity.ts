/**
 * Whether 1 − distance / longer length is at least `least`, where distance is Levenshtein's over tokens (Lee et al.
 * 2022, appendix A). Only the band of the table that can still succeed is filled in (Ukkonen 1985): time is length
 * times allowed distance.
 */
export function editSimilar(a: Int32Array, b: Int32Array, least: number): boolean {
  if (a.length < b.length) return editSimilar(b, a, least);
  // A hair of slack: (1 − .8) · 5 is .9999… in floating point.
  const allowed = Math.floor((1 - least) * a.length + 1e-9);
  if (a.length - b.length > allowed) return false;
  const far = allowed + 1;
  let row = new Int32Array(b.length + 2).fill(far);
  let next = new Int32Array(b.length + 2).fill(far);
  for (let j = 0; j <= Math.min(b.length, allowed); j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(0, i - allowed);
    const to = Math.min(b.length, i + allowed);
    let smallest = far;
    for (let j = from; j <= to; j++) {
      let distance = j === 0 ? i : row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      if (row[j]! + 1 < distance) distance = row[j]! + 1;
      if (j > from && next[j - 1]! + 1 < distance) distance = next[j - 1]! + 1;
      next[j] = Math.min(distance, far);
      if (distance < smallest) smallest = distance;
    }
    if (smallest > allowed) return false;
    next[to + 1] = far;
    [row, next] = [next, row];
  }
  return row[b.length]! <= allowed;
}
