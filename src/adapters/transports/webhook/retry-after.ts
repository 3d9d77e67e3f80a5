/**
 * Seconds that a Retry-After header asks for: a number, or an HTTP date seen from `now` (RFC 9110 §10.2.3).
 * Undefined when it is missing, unreadable or past.
 */
export const retryAfterSeconds = (
  header: string | readonly string[] | undefined,
  now: Date,
): number | undefined => {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Only the dates of HTTP start with a day's name; Date.parse would read far more.
  if (!/^[A-Z][a-z]{2}, .* GMT$/.test(text)) return undefined;
  const seconds = Math.ceil((Date.parse(text) - now.getTime()) / 1000);
  return seconds > 0 ? seconds : undefined;
};
