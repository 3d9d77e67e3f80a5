import type { Speech } from '../i18n/language.tsx';

/** A party as the API names it, or who stands behind it; null where the directory does not know. */
export interface Side {
  readonly herId: number;
  readonly name: string | null;
  readonly enterprise: { readonly herId: number; readonly name: string } | null;
}

/** A party with its enterprise; its HER-id when the directory has no name for it. */
export const wordSide = ({ t }: Pick<Speech, 't'>, { herId, name, enterprise }: Side): string => {
  if (name === null) return t('words.herId', { herId });
  return enterprise === null || enterprise.name === name ? name : `${name}, ${enterprise.name}`;
};
