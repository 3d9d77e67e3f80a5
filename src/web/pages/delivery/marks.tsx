import { Alert, Heading } from '@digdir/designsystemet-react';
import { useSpeech } from '../../i18n/language.tsx';
import { typeWord } from '../../parts/names.ts';
import { type Mark, nameOf } from './delivery.ts';

/** What is not as it uses to be with anybody's traffic now; nothing at all when all is. */
export const Marks = ({ marks }: { readonly marks: readonly Mark[] }) => {
  const { t, format } = useSpeech();
  if (marks.length === 0) return null;
  return (
    <Alert data-color="warning">
      <Heading level={2} data-size="2xs">
        {t('delivery.marks.title')}
      </Heading>
      <ul>
        {marks.map(({ enterprise, type, kind, since }) => (
          <li key={`${enterprise.herId} ${type} ${kind}`}>
            <strong>{t(`delivery.marks.${kind}`)}</strong>: {typeWord(t, type)}, {nameOf(enterprise)},{' '}
            {t('delivery.marks.since', { date: format.date(since) })}
          </li>
        ))}
      </ul>
    </Alert>
  );
};
