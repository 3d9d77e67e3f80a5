import { useSpeech } from '../../i18n/language.tsx';
import { type Actor, type System, stretch } from './actor.ts';

/** An organisation's journal systems, and its parties' own where they differ, each with whose it is. */
const rowsOf = ({
  journalSystems,
  parties,
}: Actor): readonly (System & { readonly of: string | undefined })[] => [
  ...journalSystems.map((one) => ({ ...one, of: undefined })),
  ...parties.flatMap(({ name, journalSystems: own }) => own.map((one) => ({ ...one, of: name }))),
];

/** Which systems were in use when: a bar for each on a common scale of years, with its dates beside. */
export const Systems = ({ actor, today }: { readonly actor: Actor; readonly today: string }) => {
  const { t, format } = useSpeech();
  const rows = rowsOf(actor);
  const starts = rows.map(({ from }) => from).toSorted();
  const within = {
    from: `${(starts[0] ?? today).slice(0, 4)}-01-01`,
    to: `${Number(today.slice(0, 4)) + 1}-01-01`,
  };
  if (rows.length === 0) return <p className="og-nothing">{t('actors.systems.none')}</p>;
  return (
    <ul className="og-systems">
      {rows.map(({ system, vendor, from, to, of }) => {
        const { left, width } = stretch({ from, to }, within);
        const isOver = to !== null && to <= today;
        return (
          <li key={`${system} ${from} ${of}`}>
            <div>
              <strong>{system}</strong>
              {vendor !== null && vendor !== system && <span className="og-of"> · {vendor}</span>}
              {of !== undefined && <div className="og-of">{t('actors.systems.of', { name: of })}</div>}
            </div>
            <div className="og-system-scale" aria-hidden>
              <div
                className={isOver ? 'og-system-bar og-system-over' : 'og-system-bar'}
                style={{ marginInlineStart: `${left * 100}%`, width: `${width * 100}%` }}
              />
            </div>
            <div className="og-of">
              {to === null
                ? t('actors.since', { from: format.date(from) })
                : t('actors.between', { from: format.date(from), to: format.date(to) })}
            </div>
          </li>
        );
      })}
      <li className="og-system-years og-of" aria-hidden>
        <span />
        <span className="og-system-ends">
          <span>{within.from.slice(0, 4)}</span>
          <span>{today.slice(0, 4)}</span>
        </span>
        <span />
      </li>
    </ul>
  );
};
