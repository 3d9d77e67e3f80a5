/** Asymmetric signatures only: a shared secret would let the checker sign too (RFC 9449 §4.3). */
export const asymmetricAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
];
