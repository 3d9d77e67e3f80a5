import { recognisedTypes } from '../messages/recognise.ts';

const names = new Map(
  recognisedTypes.flatMap(({ functions }) => functions.map(({ code, name }) => [code, name])),
);

/** Display name of an 8279 code, as the standard has it; undefined for one that no type here has. */
export const typeName = (code: string): string | undefined => names.get(code);
