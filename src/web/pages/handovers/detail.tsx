import { Link as DsLink } from '@digdir/designsystemet-react';
import { Link } from 'wouter';
import { may, useMe } from '../../api/me.ts';
import { useSpeech } from '../../i18n/language.tsx';
import type { Mark } from './lanes.ts';
import { tell } from './wording.ts';

/** What the mark that the reader is at tells. The mark itself says it to those who hear the page. */
export const Detail = ({ mark, asOf }: { readonly mark: Mark | undefined; readonly asOf: string }) => {
  const speech = useSpeech();
  const { t } = speech;
  const { data: me } = useMe();
  if (mark === undefined) {
    return (
      <div className="og-detail og-of">
        {t('handovers.picture.pick')} {t('handovers.picture.help')}
      </div>
    );
  }
  const told = mark.items.map((item) => tell(speech, item, asOf));
  return (
    <div className="og-detail">
      {told.map(({ title, at, more, message }) => (
        <div key={`${title} ${at}`}>
          <strong>{title}</strong> <span className="og-of">{at}</span>
          {more.length > 0 && <div>{more.join(' · ')}</div>}
          {message !== null && may(me, 'messages.trace') && (
            <DsLink asChild>
              <Link href={`/meldingar/${message}`}>{t('handovers.picture.openMessage')}</Link>
            </DsLink>
          )}
        </div>
      ))}
    </div>
  );
};
