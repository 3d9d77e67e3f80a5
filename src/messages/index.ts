import { appRec } from './apprec/index.ts';
import { dialogmelding } from './dialogmelding/index.ts';
import { epikrise } from './epikrise/index.ts';
import { epjEkstrakt } from './epj-ekstrakt/index.ts';
import { fravarsmelding } from './fravarsmelding/index.ts';
import { helseopplysninger } from './helseopplysninger/index.ts';
import { helseopplysningerSaksbehandling } from './helseopplysninger-saksbehandling/index.ts';
import { helseopplysningerTilLege } from './helseopplysninger-til-lege/index.ts';
import { henvisning } from './henvisning/index.ts';
import { innleggelsesrapport } from './innleggelsesrapport/index.ts';
import { medisinskeOpplysninger } from './medisinske-opplysninger/index.ts';
import { orienteringOmTjenestetilbud } from './orientering-om-tjenestetilbud/index.ts';
import { pasientlogistikk } from './pasientlogistikk/index.ts';
import { sammenfatning } from './sammenfatning/index.ts';
import type { MessageType } from './types.ts';
import { utskrivningsrapport } from './utskrivningsrapport/index.ts';

/** Every message type the gateway takes in, with its versions: the only registration. A new one is a folder and a line here. */
export const messageTypes: readonly MessageType[] = [
  ...pasientlogistikk,
  ...helseopplysninger,
  ...helseopplysningerSaksbehandling,
  ...innleggelsesrapport,
  ...utskrivningsrapport,
  ...sammenfatning,
  ...medisinskeOpplysninger,
  ...helseopplysningerTilLege,
  ...orienteringOmTjenestetilbud,
  ...fravarsmelding,
  ...epikrise,
  ...henvisning,
  ...dialogmelding,
  ...epjEkstrakt,
  ...appRec,
];
