/** A step that is looked for: what leads on from it, by what its child is called and its place. */
interface Node {
  readonly next: Map<string, Node>;
  readonly paths: string[];
}

/** An open element: what is looked for below it, and how many children of each name have been met. */
interface Frame {
  readonly nodes: readonly Node[];
  readonly met: Map<string, number>;
}

const newNode = (): Node => ({ next: new Map(), paths: [] });
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** `mh:Sender[1]` as `Sender[1]`: the document has prefixes of its own. The root has no place, being alone. */
const keyOf = (step: string): string => {
  const name = localName(step);
  return name.endsWith(']') ? name : `${name}[1]`;
};

const treeOf = (paths: Iterable<string>): Node => {
  const root = newNode();
  for (const path of paths) {
    let node = root;
    for (const step of path.split('/').slice(1)) {
      const key = keyOf(step);
      const below = node.next.get(key) ?? newNode();
      node.next.set(key, below);
      node = below;
    }
    node.paths.push(path);
  }
  return root;
};

const open = ({ nodes, met }: Frame, name: string): Frame => {
  const place = (key: string): string => {
    const count = (met.get(key) ?? 0) + 1;
    met.set(key, count);
    return `${key}[${count}]`;
  };
  const keys = [place(name), place('*')];
  const below = nodes.flatMap(({ next }) => keys.flatMap((key) => next.get(key) ?? []));
  return { nodes: below, met: new Map() };
};

/** Behind the `>` of a tag, whatever its quoted values hold. */
const endOfTag = (text: string, from: number): number => {
  const sign = /["'>]/g;
  sign.lastIndex = from;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    if (found[0] === '>') return found.index + 1;
    const close = text.indexOf(found[0], found.index + 1);
    if (close === -1) break;
    sign.lastIndex = close + 1;
  }
  return text.length;
};

const behind = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
};

/** Behind a comment, CDATA section or instruction that begins at `at`; undefined when it is a tag. */
const behindOther = (text: string, at: number): number | undefined => {
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9);
  return text.startsWith('<?', at) ? behind(text, '?>', at + 2) : undefined;
};

/**
 * Where elements begin in the text of a well-formed document, by their paths as `path` of xml/dom.ts writes them. A
 * path that leads nowhere is left out. Names are compared without their namespaces, which no path shows.
 */
export const locate = (text: string, paths: Iterable<string>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const frames: Frame[] = [{ nodes: [treeOf(paths)], met: new Map() }];
  const nameEnd = /[\s/>]/g;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const frame = frames.at(-1);
    const other = behindOther(text, at);
    if (frame === undefined) break;
    if (other !== undefined) {
      at = other;
      continue;
    }
    const end = endOfTag(text, at);
    if (text[at + 1] === '/') {
      frames.pop();
    } else {
      nameEnd.lastIndex = at + 1;
      const name = localName(text.slice(at + 1, nameEnd.exec(text)?.index ?? end));
      const below = open(frame, name);
      for (const path of below.nodes.flatMap((node) => node.paths)) {
        if (!found.has(path)) found.set(path, at);
      }
      if (text[end - 2] !== '/') frames.push(below);
    }
    at = end;
  }
  return found;
};
