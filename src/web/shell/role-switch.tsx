import { Field, Label, Select } from '@digdir/designsystemet-react';
import type { Me } from '../api/me.ts';
import { type Session, setSession, useSession } from '../api/session.ts';
import { useSpeech } from '../i18n/language.tsx';

/** Roles of those who work for the county or the gateway, and not for one organisation. */
const isOfCounty = (role: string): boolean => !['message-officer', 'clinical-reader'].includes(role);

/** Lets the sandbox's reader be anybody. */
export const RoleSwitch = ({
  me,
  sandbox,
}: {
  readonly me: Me;
  readonly sandbox: NonNullable<Me['sandbox']>;
}) => {
  const { t } = useSpeech();
  const session = useSession();
  const [firstEnterprise] = sandbox.enterprises;
  const choose = (next: Session): void => setSession(next);
  const chooseRole = (role: string): void => {
    const person = t(`shell.roles.${role}`);
    const actAs = isOfCounty(role) ? undefined : (session.actAs ?? String(firstEnterprise?.herId ?? ''));
    choose({ role, person, ...(actAs && { actAs }) });
  };
  return (
    <>
      <Field className="og-field-inline">
        <Label data-size="sm">{t('shell.role')}</Label>
        <Select data-size="sm" value={me.role} onChange={({ target }) => chooseRole(target.value)}>
          {sandbox.roles.map((role) => (
            <Select.Option key={role} value={role}>
              {t(`shell.roles.${role}`)}
            </Select.Option>
          ))}
        </Select>
      </Field>
      {!isOfCounty(me.role) && (
        <Field className="og-field-inline">
          <Label data-size="sm">{t('shell.enterprise')}</Label>
          <Select
            data-size="sm"
            value={session.actAs ?? ''}
            onChange={({ target }) => choose({ ...session, actAs: target.value })}
          >
            {sandbox.enterprises.map(({ herId, name }) => (
              <Select.Option key={herId} value={herId}>
                {name}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
    </>
  );
};
