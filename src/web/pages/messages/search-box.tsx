import { Alert, Chip, Search } from '@digdir/designsystemet-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { typeWord } from '../../parts/names.ts';
import type { ChangeFilters, Filters } from './filters.tsx';
import { type Known, namesPerson, understand } from './understand.ts';

const nothing = {
  q: undefined,
  enterprise: undefined,
  party: undefined,
  type: undefined,
  from: undefined,
  to: undefined,
};

const nameOf = (herId: string, { organisations }: Known): string => {
  const named = organisations.flatMap((one) => [
    one,
    ...one.parties.map((party) => ({ ...party, name: `${party.name}, ${one.name}` })),
  ]);
  const name = named.find((one) => String(one.herId) === herId)?.name;
  return name === undefined ? herId : `${name} (${herId})`;
};

/** What is searched for now, each part with a way to take it off. */
const Taken = ({
  filters,
  known,
  onChange,
}: {
  readonly filters: Filters;
  readonly known: Known;
  readonly onChange: ChangeFilters;
}) => {
  const { t, format } = useSpeech();
  const { q, party, enterprise, type, from, to } = filters;
  const day = (date: string | undefined): string =>
    date === undefined || Number.isNaN(Date.parse(date))
      ? '…'
      : format.date(`${date.slice(0, 10)}T12:00:00Z`);
  const parts = [
    ...(q === undefined ? [] : [{ text: t('messages.taken.id', { id: q }), off: { q: undefined } }]),
    ...(type === undefined
      ? []
      : [{ text: t('messages.taken.type', { type: typeWord(t, type) }), off: { type: undefined } }]),
    ...(party === undefined
      ? []
      : [{ text: t('messages.taken.party', { name: nameOf(party, known) }), off: { party: undefined } }]),
    ...(enterprise === undefined
      ? []
      : [
          {
            text: t('messages.taken.enterprise', { name: nameOf(enterprise, known) }),
            off: { enterprise: undefined },
          },
        ]),
    ...(from === undefined && to === undefined
      ? []
      : [
          {
            text: t('messages.taken.period', { from: day(from), to: day(to) }),
            off: { from: undefined, to: undefined },
          },
        ]),
  ];
  if (parts.length === 0) return null;
  return (
    <div className="og-tags og-messages-taken">
      <span>{t('messages.taken.title')}</span>
      {parts.map(({ text, off }) => (
        <Chip.Removable
          key={text}
          data-size="sm"
          aria-label={t('messages.taken.remove', { what: text })}
          onClick={() => onChange({ s: undefined, ...off })}
        >
          {text}
        </Chip.Removable>
      ))}
      {q !== undefined && <span className="og-of">{t('messages.taken.idAlone')}</span>}
    </div>
  );
};

/** What the words did not settle: more names that fit, and words that say nothing to us. */
const Unsettled = ({
  text,
  known,
  onChange,
}: {
  readonly text: string;
  readonly known: Known;
  readonly onChange: ChangeFilters;
}) => {
  const { t } = useSpeech();
  const { others, unknown } = understand(text, known);
  return (
    <>
      {unknown !== '' && <p>{t('messages.unknown', { words: unknown })}</p>}
      {others.length > 0 && (
        <div className="og-tags">
          <span>{t('messages.others')}</span>
          {others.map(({ herId, name }) => (
            <Chip.Button
              key={herId}
              data-size="sm"
              onClick={() => {
                const isOwn = known.organisations.some(
                  (one) =>
                    known.own.has(one.herId) &&
                    (one.herId === herId || one.parties.some((party) => party.herId === herId)),
                );
                const id = String(herId);
                onChange({
                  s: undefined,
                  party: isOwn ? undefined : id,
                  enterprise: isOwn ? id : undefined,
                });
              }}
            >
              {name}
            </Chip.Button>
          ))}
        </div>
      )}
    </>
  );
};

/** One box for ids, names, types and periods, and how what stands in it was understood. */
export const SearchBox = ({
  filters,
  known,
  onChange,
}: {
  readonly filters: Filters;
  readonly known: Known;
  readonly onChange: ChangeFilters;
}) => {
  const { t } = useSpeech();
  const written = filters.s ?? filters.q ?? '';
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  const [isPerson, setIsPerson] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // Such a number goes nowhere: not into the address, and not to the gateway.
    const person = namesPerson(text);
    setIsPerson(person);
    if (person) return;
    if (text.trim() === '') onChange({ ...nothing, s: undefined });
    else onChange({ ...nothing, s: text.trim(), ...understand(text, known).search });
  };
  return (
    <search className="og-messages-search">
      <form onSubmit={submit}>
        <Search>
          <Search.Input
            aria-label={t('messages.search.label')}
            placeholder={t('messages.search.placeholder')}
            value={text}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
          <Search.Clear aria-label={t('messages.search.clear')} onClick={() => setText('')} />
          <Search.Button>{t('messages.search.button')}</Search.Button>
        </Search>
      </form>
      <p className="og-of">{t('messages.search.hint')}</p>
      {isPerson && (
        <Alert data-color="warning" role="alert">
          {t('messages.search.person')}
        </Alert>
      )}
      <div aria-live="polite">
        <Taken filters={filters} known={known} onChange={onChange} />
        {filters.s !== undefined && <Unsettled text={filters.s} known={known} onChange={onChange} />}
      </div>
    </search>
  );
};
