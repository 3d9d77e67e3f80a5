import type { Language } from '../texts.ts';

/** How a part of a message's content, or a wording, can be written: invented texts about nobody. */

/** `why` it matters, in a sentence; what is often written, and the same as whoever takes over needs it. */
interface ExampleTexts {
  readonly why: string;
  readonly before: string;
  readonly after: string;
}

/** An example of a part: the name of a block, or the id of a rule on wording. */
export interface Example {
  readonly part: string;
  /** Functions (8279) that it is for; all, where it names none. */
  readonly types?: readonly string[];
  readonly texts: Readonly<Record<Language, ExampleTexts>>;
}

/** The example of a part that is made for a type of message, else the one for all types. */
export const exampleOf = (examples: readonly Example[], type: string, part: string): Example | undefined => {
  const own = examples.filter((each) => each.part === part);
  return (
    own.find(({ types }) => types?.includes(type) === true) ?? own.find(({ types }) => types === undefined)
  );
};
