import { child, children, elements, text, type XmlElement } from '../../xml/dom.ts';
import type { Appointment, Clinical, Diagnosis, MedicationEntry, TextBlock } from '../types.ts';
import { codedIn, headingIn, present, textIn } from '../values.ts';
import { epj } from './versions.ts';

/** Fields of their own that hold running text, in any of the PLO messages. */
const textFields: ReadonlySet<string> = new Set([
  'Merknad',
  'BeskrivelseAvHendelse',
  'BeskrivelseAvTjeneste',
  'BeskrivelseInformasjon',
  'OpplysningerOmTjenesten',
  'IntervensjonTiltakBeskrivelse',
  'EndringFunksjonsnivaa',
  'MerknadTilBandasjemateriell',
  'MerknadTilLegemiddeladministrering',
  'VurderingTekst',
  'VurderingPleietyngde',
  'Beskrivelse',
  'TidligereSykdom',
  'Sporsmal',
  'Begrunnelse',
  'StatusInnleggelse',
  'StatusBehandlingsstart',
  'ForventetStatusUtskriving',
  'FunksjonsbeskrivelseTekst',
  'BruksomradeTekst',
  'Gjelder',
  'LegemiddelinntakIDag',
  'LegemidlerUtdeltTilPasient',
]);

type Draft = { -readonly [K in keyof Clinical]: Clinical[K][number][] };

const noteOf = (element: XmlElement): TextBlock | undefined => {
  const note = textIn(element, epj.epj2, 'Notat');
  return note === undefined
    ? undefined
    : present<TextBlock>({ heading: headingIn(element, epj.epj2, 'Overskriftskode'), text: note, element });
};

/** One prescription, with what is prescribed in its Forskrivningsinfo. */
const medicationOf = (element: XmlElement): MedicationEntry => {
  const drug = child(element, epj.epj3, 'Forskrivningsinfo');
  return present<MedicationEntry>({
    name: textIn(drug, epj.epj3, 'Navn') ?? textIn(drug, epj.epj3, 'GeneriskNavn'),
    code: codedIn(drug, epj.epj3, 'Atc'),
    dose: textIn(drug, epj.epj3, 'DosVeiledEnkel'),
    status: codedIn(element, epj.epj3, 'StatusTilForskrivningen'),
    use: codedIn(drug, epj.epj3, 'Bruk'),
    element,
  });
};

const isTrue = (value: string | undefined): boolean => value?.trim() === 'true' || value?.trim() === '1';

/** The three forms of a control: agreed, to be made, or tentative. */
const appointmentOf = (element: XmlElement, po: string): Appointment[] =>
  elements(element).map((form) =>
    present<Appointment>({
      at: textIn(form, po, 'TidspunktTime') ?? textIn(form, po, 'TentativtTidspunktTime'),
      place: textIn(form, po, 'StedTime'),
      state:
        form.name === 'InformasjonOmTentativTime'
          ? 'tentative'
          : isTrue(textIn(form, po, 'BestiltKontrolltime'))
            ? 'booked'
            : 'to-be-booked',
      element: form,
    }),
  );

/** Diagnoses of today; the periods of earlier ones (InfoIPLOSrelevantInformasjon) are for registers. */
const diagnosesIn = (element: XmlElement, po: string): Diagnosis[] =>
  children(element, po, 'MedisinskDiagnose').map((each) =>
    present<Diagnosis>({
      code: codedIn(each, po, 'Diagnosekode'),
      text: textIn(each, po, 'DiagnoseBeskrivelse'),
      main: isTrue(textIn(each, po, 'Hoveddiagnose')),
    }),
  );

const walk = (element: XmlElement, po: string, draft: Draft): void => {
  for (const each of elements(element)) {
    const { name } = each;
    if (name === 'Journaltekst') {
      const note = noteOf(each);
      if (note !== undefined) draft.texts.push(note);
    } else if (name === 'ForenkletForskrivning') draft.medications.push(medicationOf(each));
    else if (name === 'InfoMedisinskDiagnose') draft.diagnoses.push(...diagnosesIn(each, po));
    else if (name === 'InfoKontrolltime') draft.appointments.push(...appointmentOf(each, po));
    if (textFields.has(name) && text(each).trim() !== '')
      draft.texts.push({ text: text(each), element: each });
    else walk(each, po, draft);
  }
};

/** What any PLO payload says of the patient, in one walk; `po` is the component namespace of its version. */
export const readPloClinical = (payload: XmlElement, po: string): Clinical => {
  const draft: Draft = { texts: [], medications: [], appointments: [], diagnoses: [] };
  walk(payload, po, draft);
  return draft;
};
