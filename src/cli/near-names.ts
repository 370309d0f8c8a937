/** Letters to change, add or leave out to get from one word to the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, with_] of [...other].entries())
      next.push(
        Math.min(
          (next[index] ?? 0) + 1,
          (row[index + 1] ?? 0) + 1,
          (row[index] ?? 0) + (letter === with_ ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** `did you mean psc-17, psc-35?`, or all names where none is near. */
export const nearNames = (typed: string, names: readonly string[]): string => {
  const word = typed.toLowerCase().slice(0, 64);
  const near = names
    .map((name) => ({ name, away: name.includes(word) || word.includes(name) ? 1 : distance(word, name) }))
    .filter(({ away }) => away <= Math.max(2, Math.floor(word.length / 3)))
    .toSorted((one, other) => one.away - other.away)
    .slice(0, 5)
    .map(({ name }) => name);
  return near.length > 0 ? `did you mean ${near.join(', ')}?` : `it has ${names.join(', ')}`;
};
