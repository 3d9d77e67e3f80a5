import type { Definition } from './report.ts';
import type { ReportFacts } from './report-facts.ts';
import { fill } from './report-texts.ts';
import type { Wording } from './report-words.ts';

/** How each indicator is counted, from where, and how sure its source is. */
export const definitionsOf = (wording: Wording, facts: ReportFacts): readonly Definition[] =>
  facts.indicators.map(({ texts, source, confidence, settleDays, target, unit }) => {
    const of = texts[facts.language];
    const { word } = wording;
    return {
      name: of.name,
      facts: [
        { term: word('definition'), text: of.definition },
        { term: word('numerator'), text: of.numerator },
        { term: word('denominator'), text: of.denominator },
        { term: word('leftOut'), text: of.leftOut },
        ...(target === undefined
          ? []
          : [
              {
                term: word('target'),
                text: [wording.value(target.share, unit), target.source ?? target.decided?.reason ?? '']
                  .filter((part) => part !== '')
                  .join('. '),
              },
            ]),
        { term: word('source'), text: source },
        { term: word('confidence'), text: wording.texts.confidences[confidence] ?? confidence },
        { term: word('published'), text: fill(word('settleDays'), { days: String(settleDays) }) },
      ],
    };
  });
