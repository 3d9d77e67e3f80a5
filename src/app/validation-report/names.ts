/** What a path is made of, without the separators of any machine. */
const partsOf = (path: string): readonly string[] => path.split(/[/\\]/).filter((part) => part !== '');

const lastOf = (path: string, depth: number): string => partsOf(path).slice(-depth).join('/') || path;

/**
 * What each of some files is called in a report: its name, with as many of its folders before it as it takes to tell
 * it from the others. The folders above these tell of the machine, not of the message.
 */
export const reportNames = (files: readonly string[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  let unnamed = [...new Set(files)];
  for (let depth = 1; unnamed.length > 0; depth += 1) {
    const byName = Map.groupBy(unnamed, (file) => lastOf(file, depth));
    unnamed = [];
    for (const [name, alike] of byName) {
      const longest = Math.max(...alike.map((file) => partsOf(file).length));
      if (alike.length > 1 && depth < longest) unnamed.push(...alike);
      else for (const file of alike) names.set(file, name);
    }
  }
  return names;
};
