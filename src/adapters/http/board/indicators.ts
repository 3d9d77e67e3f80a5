import type { Indicator } from '../../../domain/board/indicator.ts';
import { ok } from '../../../domain/result.ts';
import type { Language } from '../../../domain/texts.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { figureHeaders } from './viewer.ts';

/** An indicator in a language. `counts`: what it is counted from, expectations (by their ids) or a count of its own. */
export const presentIndicator = (language: Language, indicator: Indicator) => {
  const { id, from, better, unit, target, settleDays, source, confidence, texts } = indicator;
  return {
    id,
    ...texts[language],
    better,
    unit,
    target:
      target === undefined
        ? null
        : { share: target.share, source: target.source ?? null, decided: target.decided ?? null },
    settleDays,
    source,
    confidence,
    counts: 'count' in from ? from.count : 'expectations',
    expectations: 'expectations' in from ? from.expectations : [],
  };
};

/** GET /api/board/indicators: what the board looks at, in words. The same to everybody. */
export const handleIndicators: Handler<KnownCall> = async (call) => {
  const { http, context } = call;
  return ok({
    status: 200,
    headers: figureHeaders(call),
    json: {
      indicators: http.services.indicators.map((each) => presentIndicator(context.language, each)),
    },
  });
};
