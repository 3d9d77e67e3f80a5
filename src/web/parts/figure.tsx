import type { Figure } from '../../domain/board/figure.ts';
import { useSpeech } from '../i18n/language.tsx';

/** A figure in words: the share, what it is out of, and «få» when it is uncertain; hidden, why. */
export const FigureText = ({ figure }: { readonly figure: Figure }) => {
  const { t, format } = useSpeech();
  if (!figure.shown) return <span className="og-hidden">{t(`shell.figure.hidden.${figure.why}`)}</span>;
  return (
    <span className="og-figure">
      <strong>{format.percent(figure.share)}</strong>{' '}
      <span className="og-of">
        {t('shell.figure.of', { hits: format.number(figure.hits), n: format.number(figure.n) })}
        {figure.few && ` · ${t('shell.figure.few')}`}
      </span>
    </span>
  );
};
