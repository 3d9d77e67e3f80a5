/** Digits and letters that nobody takes for one another. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A handover's short name, to speak of it by: `P-7F3A`. Made of its id, which is made of a message's, so that it tells
 * nothing of the patient. One in a million others has the same.
 */
export const shortLabel = (id: string): string => {
  // FNV-1a, 32 bits
  let hash = 0x811c9dc5;
  for (const sign of id) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const mixed = (hash ^ (hash >>> 15)) >>> 0;
  const letters = [15, 10, 5, 0].map((shift) => signs[(mixed >>> shift) & 31] ?? '');
  return `P-${letters.join('')}`;
};
