import { appRec10 } from './apprec-1.0/index.ts';
import { appRec11 } from './apprec-1.1/index.ts';
import { dialogmelding10 } from './dialogmelding-1.0/index.ts';
import { epikrise12 } from './epikrise-1.2/index.ts';
import { henvisning20 } from './henvisning-2.0/index.ts';
import { pasientlogistikk16 } from './pasientlogistikk-1.6/index.ts';
import type { MessageType } from './types.ts';
import { utskrivningsrapport16 } from './utskrivningsrapport-1.6/index.ts';

/** Every message type the gateway takes in: the only registration. A new one is a folder and a line here. */
export const messageTypes: readonly MessageType[] = [
  pasientlogistikk16,
  utskrivningsrapport16,
  epikrise12,
  henvisning20,
  dialogmelding10,
  appRec10,
  appRec11,
];
