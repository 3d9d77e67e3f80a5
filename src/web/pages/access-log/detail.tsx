import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { wordSide } from '../../parts/side.ts';
import { type Entry, kindOf } from './entry.ts';
import type { Filters } from './filters.tsx';
import { wordOutcome, wordWho, wordWhy } from './wording.ts';

/** Ids that are listed; a list shown to somebody may hold two hundred. */
const mostShown = 20;

const Facts = ({
  entry,
  onFilter,
}: {
  readonly entry: Entry;
  readonly onFilter: (change: Filters) => void;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { objects, enterprises, patients } = entry;
  const facts: readonly (readonly [string, string])[] = [
    ['at', format.dateTime(entry.at)],
    ['who', `${wordWho(speech, entry)} · ${entry.roleText}`],
    [
      'enterprises',
      enterprises.length === 0
        ? t('access-log.noEnterprise')
        : enterprises.map((side) => wordSide(speech, side)).join(' · '),
    ],
    ['what', t(`access-log.actions.${entry.action}`)],
    ['basis', t(`access-log.bases.${entry.basis}`)],
    ...(entry.reason === null ? [] : [['why', wordWhy(speech, entry)] as const]),
    ['outcome', wordOutcome(speech, entry.outcome)],
    ['patients', format.number(patients)],
    ['client', entry.client],
    ['request', entry.requestId],
    ['hash', entry.hash],
  ];
  return (
    <>
      <dl className="og-facts">
        {facts.map(([name, value]) => (
          <div key={name} className="og-access-log-fact">
            <dt>{t(`access-log.column.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {objects.length > 0 && (
        <>
          <Heading level={3} data-size="2xs">
            {t('access-log.objects')}
          </Heading>
          <ul className="og-access-log-objects">
            {objects.slice(0, mostShown).map((id, place) => (
              <li key={id}>
                <code>{id}</code>
                <div className="og-actions">
                  <Button variant="tertiary" data-size="sm" onClick={() => onFilter({ object: id })}>
                    {t(`access-log.all-of.${kindOf(entry, place)}`)}
                  </Button>
                  {kindOf(entry, place) === 'message' && patients > 0 && (
                    <Button variant="tertiary" data-size="sm" onClick={() => onFilter({ patientOf: id })}>
                      {t('access-log.all-of.patient')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          {objects.length > mostShown && (
            <p className="og-of">{t('access-log.moreObjects', { count: objects.length - mostShown })}</p>
          )}
        </>
      )}
    </>
  );
};

/** One entry with everything in it, and ways on to all about the same message, handover or patient. */
export const Detail = ({
  entry,
  onClose,
  onFilter,
}: {
  readonly entry: Entry | undefined;
  readonly onClose: () => void;
  readonly onFilter: (change: Filters) => void;
}) => {
  const { t } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (entry === undefined) dialog.current?.close();
    else if (dialog.current?.open === false) dialog.current.showModal();
  }, [entry]);
  return (
    <Dialog ref={dialog} closedby="any" closeButton={t('shell.close')} onClose={onClose}>
      {entry !== undefined && (
        <>
          <Heading level={2} data-size="xs">
            {t('access-log.entry', { seq: entry.seq })}
          </Heading>
          <Facts
            entry={entry}
            onFilter={(change) => {
              dialog.current?.close();
              onFilter(change);
            }}
          />
        </>
      )}
    </Dialog>
  );
};
