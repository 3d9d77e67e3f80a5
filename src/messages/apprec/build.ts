import type { AppRec, AppRecError, AppRecParty, AppRecUnit } from '../../domain/app-rec.ts';
import { appRecErrorSystem } from '../../domain/app-rec-codes.ts';
import type { Address, Coded, Ident } from '../../domain/message.ts';
import { buildXml, element, type XmlElementValue } from '../../xml/build.ts';
import { appRecFormats, appRecFunction, appRecStatusNames } from './format.ts';

type Part = XmlElementValue | undefined;

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** Text element; left out when blank, since the standard wants no empty elements. */
const textPart = (name: string, text: string | undefined): Part =>
  isBlank(text) ? undefined : element(name, {}, text);

/** CS: V and DN, never S (HIS 80415:2012: TypeId, Role and the like are CS). */
const csPart = (name: string, code: Coded | undefined): Part =>
  code === undefined || (isBlank(code.v) && isBlank(code.dn)) ? undefined : cs(name, code);

const cs = (name: string, { v, dn }: Coded): XmlElementValue =>
  element(name, { V: v === '' ? undefined : v, DN: dn });

const cvPart = (name: string, code: Coded | undefined): Part =>
  code === undefined
    ? undefined
    : element(name, { V: code.v === '' ? undefined : code.v, S: code.s, DN: code.dn, OT: code.ot });

/** Id and TypeId of the first identifier. */
const firstIdent = (ident: Ident | undefined): readonly Part[] =>
  ident === undefined ? [] : [textPart('Id', ident.id), csPart('TypeId', ident.type)];

/** AdditionalId demands a Type element, also where the identifier came without one. */
const additionalIds = (idents: readonly Ident[]): readonly XmlElementValue[] =>
  idents.map(({ id, type }) => element('AdditionalId', {}, textPart('Id', id), cs('Type', type)));

const identsOf = (unit: AppRecUnit): readonly Ident[] => unit.idents.filter(({ id }) => !isBlank(id));

const unitPart = (name: 'Dept' | 'HCPerson' | 'HCProf', unit: AppRecUnit | undefined): Part => {
  if (unit === undefined) return undefined;
  const [first, ...others] = identsOf(unit);
  const type = name === 'HCPerson' ? undefined : csPart('Type', unit.type);
  return element(name, {}, type, textPart('Name', unit.name), ...firstIdent(first), ...additionalIds(others));
};

/** The order trap: Dept, AdditionalId, HCPerson, in both versions (the printed examples of 2004 are wrong). */
const instPart = ({ inst, depts = [], persons = [] }: AppRecParty): XmlElementValue => {
  const [first, ...others] = inst === undefined ? [] : identsOf(inst);
  return element(
    'Inst',
    {},
    textPart('Name', inst?.name),
    ...firstIdent(first),
    ...depts.map((dept) => unitPart('Dept', dept)),
    ...additionalIds(others),
    ...persons.map((person) => unitPart('HCPerson', person)),
  );
};

/** Type is mandatory in an AppRec's Address; without it the whole is left out. */
const addressPart = (address: Address | undefined): Part => {
  const type = csPart('Type', address?.type);
  if (address === undefined || type === undefined) return undefined;
  return element(
    'Address',
    {},
    type,
    textPart('StreetAdr', address.streetAdr),
    textPart('PostalCode', address.postalCode),
    textPart('City', address.city),
    csPart('County', address.county),
    csPart('Country', address.country),
    csPart('CityDistr', address.cityDistr),
    ...(address.teleAddress ?? []).map((value) => element('TeleAddress', { V: value })),
  );
};

const partyPart = (name: 'Sender' | 'Receiver', party: AppRecParty): XmlElementValue =>
  element(
    name,
    {},
    csPart('Role', party.role),
    element(
      'HCP',
      {},
      unitPart('HCProf', party.professional) ?? instPart(party),
      cvPart('MedSpeciality', party.specialty),
      addressPart(party.address),
    ),
  );

const errorPart = ({ code, system, text, details }: AppRecError): XmlElementValue =>
  element('Error', {
    V: code,
    S: system ?? appRecErrorSystem,
    DN: isBlank(text) ? undefined : text,
    OT: isBlank(details) ? undefined : details,
  });

/**
 * Writes an AppRec in its version (HIS 80415:2004, HIS 80415:2012): UTF-8, schema-valid when the values are of the
 * types that the schema names (GenDate and IssueDate xs:dateTime). Characters that XML cannot hold are left out.
 */
export const buildAppRec = (appRec: AppRec): Uint8Array => {
  const { namespace, migVersion } = appRecFormats[appRec.version];
  const { status, original } = appRec;
  return buildXml(
    element(
      'AppRec',
      { xmlns: namespace },
      cs('MsgType', { v: appRecFunction.code, dn: appRecFunction.name }),
      element('MIGversion', {}, migVersion),
      textPart('SoftwareName', appRec.software?.name),
      textPart('SoftwareVersion', appRec.software?.version),
      element('GenDate', {}, appRec.genDate),
      element('Id', {}, appRec.id),
      partyPart('Sender', appRec.sender),
      partyPart('Receiver', appRec.receiver),
      cs('Status', { v: String(status), dn: appRecStatusNames[status] }),
      ...appRec.errors.map(errorPart),
      element(
        'OriginalMsgId',
        {},
        cs('MsgType', original.type),
        element('IssueDate', {}, original.issueDate),
        element('Id', {}, original.id),
      ),
    ),
  );
};
