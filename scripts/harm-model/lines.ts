/** The lines of a list written as one string, without empty ones. */
export function lines(list: string): string[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The items of a list written as one string with bars between them. */
export function items(list: string): string[] {
  return list
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
