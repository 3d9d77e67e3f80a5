import { add, remove, write } from '../mutate.ts';
import { type RuleCase, without } from './case.ts';

const note = (code: string): string => `//epj2:Journaltekst[epj2:Overskriftskode/@V='${code}']`;
const admission = 'innleggelsesrapport-1.6';
const discharge = 'utskrivningsrapport-1.6';

/** Next of kin, children, and whom to call. */
export const ploPersonCases: readonly RuleCase[] = [
  without('plo-lives-alone', admission, `//po:BorAlene | ${note('FA')}`),
  without(
    'plo-next-of-kin',
    admission,
    '//po:ParorendeForesatt//fk1:TeleCom | //po:ParorendeForesatt//fk1:Address',
    {
      miss: [
        remove('//po:ParorendeForesatt'),
        write(`(//epj2:Notat)[1]`, 'Pasienten har ingen nære pårørende.'),
      ],
    },
  ),
  {
    // A child is not the one to call.
    rule: 'plo-next-of-kin',
    base: admission,
    hit: [
      remove('//po:ParorendeForesatt[po:FodselsarMindrearigParorende]'),
      add('//po:ParorendeForesatt', 'po:FodselsarMindrearigParorende', '2014'),
    ],
  },
  without('plo-next-of-kin-noted', discharge, '//po:ParorendeForesatt'),
  {
    rule: 'plo-children',
    base: discharge,
    hit: [],
    miss: [add('(//po:ParorendeForesatt)[1]', 'po:FodselsarMindrearigParorende', '2014')],
  },
  {
    rule: 'plo-child-without-needs',
    base: discharge,
    hit: [
      add('(//po:ParorendeForesatt)[1]', 'po:FodselsarMindrearigParorende', '2014'),
      remove('(//po:ParorendeForesatt)[1]/po:Merknad'),
    ],
    also: ['plo-next-of-kin-noted'],
    miss: [add('(//po:ParorendeForesatt)[1]', 'po:FodselsarMindrearigParorende', '2014')],
  },
  {
    rule: 'plo-contact-in-1-5',
    base: 'innleggelsesrapport-1.5',
    hit: [remove('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleCom')],
  },
  {
    rule: 'plo-contact-in-1-5',
    base: 'orientering-tjenestetilbud-1.5',
    hit: [remove('(//po:TilknyttetEnhet | //po:AnsvarForRapport)//fk1:TeleCom')],
  },
  without('plo-absence-reference', 'fravarsmelding-1.5', '//mh:ConversationRef'),
];
