/**
 * Functions of 8279 whose payload the gateway does not read. The list grows without schema changes, so what has a
 * name of a family counts with it. Left out are the questions and answers of online services, which have no AppRec
 * (SYSVAK, fastlege look-ups): those are no messages to be followed.
 */
const families = ['ERM', 'NPR_', 'EMOK', 'DIALOG_INNBYGGER_', 'REQ_', 'SVAR_'] as const;

/** Letters that requests and reports had for a type before 8279 (HISD 1209:2018). */
const letters: readonly string[] = ['R', 'S'];

const others: ReadonlySet<string> = new Set(
  `
  ADM_KOMM_KJERNEJOURNAL APM APOK BEKREFT_REKVISISJON BIVIRKNING BOM CANCER_BR CANCER_NS CANCER_S
  DIALOG DIALOG_FORSIKRING DIALOG_INNBYGGER_AVTALEUTSENDING DIALOG_INNBYGGER_BEHANDLEROVERSIKT
  DIALOG_INNBYGGER_DIGITALBRUKER DIALOG_INNBYGGER_EKONSULTASJON DIALOG_INNBYGGER_EKONTAKT
  DIALOG_INNBYGGER_FINN_DOKUMENTER DIALOG_INNBYGGER_HELSEPERSONELL DIALOG_INNBYGGER_HELSEREGISTER
  DIALOG_INNBYGGER_HENT_BEHANDLER DIALOG_INNBYGGER_HENT_DOKUMENTER
  DIALOG_INNBYGGER_HL7_DOKUMENTNOTIFIKASJON DIALOG_INNBYGGER_HREG_INNSYN_BRUK
  DIALOG_INNBYGGER_HREG_INNSYN_HELSEOPPLYSNINGER DIALOG_INNBYGGER_HREG_INNSYN_UTLEVERING
  DIALOG_INNBYGGER_HREG_MELDE_FEIL DIALOG_INNBYGGER_HREG_OPPFORING DIALOG_INNBYGGER_HREG_OPPFORINGER
  DIALOG_INNBYGGER_HREG_SLETTING_ELLER_SPERRING DIALOG_INNBYGGER_JOURNAL DIALOG_INNBYGGER_KOORDINATOR
  DIALOG_INNBYGGER_MELDINGSFORMIDLING DIALOG_INNBYGGER_OPPGAVE DIALOG_INNBYGGER_RESEPTFORNYELSE
  DIALOG_INNBYGGER_SAMTYKKE DIALOG_INNBYGGER_TEST DIALOG_INNBYGGER_TIMEONSKE DIALOG_INNBYGGER_TIMER
  DIALOG_INNBYGGER_TIMERESERVASJON DIALOG_INNBYGGER_TJENESTEOVERSIKT DIALOG_OVERFORING_JOURNAL EBREV EVIUH EbrevAbonnementStatus
  EbrevForesporsel EbrevSamhandlerAdresser EgenandelForesporsel EgenandelSvar FBV FODSELS_EPIKRISE FOM
  HENVISNING_BUP HENVISNING_REHAB HODE_FOLGEBREV HOM INNRAPPORTERING_TREKK INNRAPPORTERING_TREKK_RETUR
  IPLOS_TILBAKEMELDING KOM KONSULTASJON KPR_IPL LEGEERKL LEGEMIDDELHANDTERING LGM LOM LROM
  NOTIFIKASJON_INNBYGGER_HENVISNING NOTIFIKASJON_INNBYGGER_TIME NPR_KJERNEMELDING NPR_PSKADE
  NPR_PSKADE_ARBEID NPR_PSKADE_PRODUKT NPR_PSKADE_TRAFIKK OOM PASIENTLOGISTIKK PASIENTREISE
  PATIENT_FROM PATIENT_TO PERSONVERN_INNBYGGER_RESERVASJON PERSONVERN_INNBYGGER_SAMTYKKE
  PERSONVERN_INNBYGGER_TILGANGSBEGRENSNING PJM POM PROM PSOM Pasientliste PasientlisteAbonnementStatus
  PasientlisteForesporsel PasientlisteStartAbonnement PasientlisteStoppAbonnement RESEPT ROM
  STATUS_REKVISISJON SYKMELD TILBAKEMELD TOM TPM TVERRFAGLIG_EPIKRISE VEDTAKSKJEMA_TVANG
`
    .trim()
    .split(/\s+/),
);

/** Codes of families that follow a pattern too narrow for a name or a number of somebody's. */
const patterned =
  /^(ERM(\d{1,3}(NA\d)?|V)|EMOK[A-Z]{1,3}|NPR_[A-Z]{3}|(REQ|SVAR)_(LAB|RTG|CYT|HIST|KKL|MBIO))$/;

const form = /^[A-Z][A-Z0-9_]{1,60}$/;
const familyOf = (code: string): string | undefined =>
  form.test(code) ? families.find((family) => code.startsWith(family)) : undefined;

/**
 * The code of a function that is known by name alone, as it may be stored and shown: behind the name of a family there
 * may be anything, a patient's number included, so a member that is not listed is shown as its family. Undefined for
 * all other codes.
 */
export const shownByName = (code: string): string | undefined =>
  others.has(code) || letters.includes(code) || patterned.test(code) ? code : familyOf(code);

/** True for a function that is known by name alone. */
export const isKnownByName = (code: string): boolean => shownByName(code) !== undefined;
