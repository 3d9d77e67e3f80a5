/**
 * A patient who is nobody, in words that stand nowhere else. Whatever of her turns up outside the sealed payloads
 * has leaked.
 */
export const patient = {
  family: 'Zqmarkørsen',
  given: 'Zqfornavna',
  middle: 'Zqmellomnavn',
  street: 'Zqmarkørvegen 4711',
  city: 'ZQSTADEN',
  phone: '+4799887766',
  /** A synthetic birth number (Tenor) with right check digits. */
  number: '17843908209',
  birthDate: '1939-04-17',
  freeText: 'Zqfritekst om hjartesvikt på natta',
  attachmentName: 'Zqvedlegg-røntgen.pdf',
  attachmentText: 'Zqinnhald i vedlegget',
  /** Where an id or a code should stand. */
  token: 'Zqmarkertoken',
  /** As long as a code may be. */
  short: 'Zqkode',
} as const;

const markers: readonly string[] = Object.values(patient);

/** A form that a marker may have been brought into on its way. */
interface Variant {
  readonly marker: string;
  readonly form: string;
  readonly bytes: Buffer;
  /** Compared without regard to the case of ASCII letters. */
  readonly anyCase: boolean;
}

/** The characters of base64 that do not depend on what stands around: one piece for each place in a group of three. */
const base64Cores = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((shift * 8) / 6);
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(start, whole);
  });

const jsonEscaped = (text: string): string =>
  [...text]
    .map((sign) => (sign > '~' ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}` : sign))
    .join('');

const xmlEscaped = (text: string): string =>
  [...text].map((sign) => (sign > '~' ? `&#${sign.charCodeAt(0)};` : sign)).join('');

const variantsOf = (marker: string): readonly Variant[] => {
  const utf8 = Buffer.from(marker, 'utf8');
  const latin1 = Buffer.from(marker, 'latin1');
  const anyCase: readonly (readonly [string, string | Buffer])[] = [
    ['UTF-8', utf8],
    ['ISO-8859-1', latin1],
    ['UTF-8 read as ISO-8859-1', Buffer.from(utf8.toString('latin1'), 'utf8')],
    ['UTF-16', Buffer.from(marker, 'utf16le')],
    ['percent-encoded', encodeURIComponent(marker)],
    ['form-encoded', new URLSearchParams({ v: marker }).toString().slice(2)],
    ['percent-encoded ISO-8859-1', escape(marker)],
    ['JSON escapes', jsonEscaped(marker)],
    ['XML references', xmlEscaped(marker)],
    ['hexadecimal', utf8.toString('hex')],
  ];
  const exact = [utf8, latin1].flatMap((bytes) => [
    ...base64Cores(bytes).map((core) => ['base64', core] as const),
    ...base64Cores(bytes).map(
      (core) => ['base64url', core.replaceAll('+', '-').replaceAll('/', '_')] as const,
    ),
  ]);
  const all = [
    ...anyCase.map(([form, bytes]) => ({ marker, form, bytes: lowered(Buffer.from(bytes)), anyCase: true })),
    ...exact.map(([form, text]) => ({ marker, form, bytes: Buffer.from(text), anyCase: false })),
  ];
  // A marker in ASCII is the same in several forms: the first tells.
  return all.filter(({ bytes }, at) => all.findIndex((other) => other.bytes.equals(bytes)) === at);
};

/** ASCII letters in lower case, every other byte as it is. */
const lowered = (bytes: Buffer): Buffer =>
  bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)) as Buffer;

const variants = markers.flatMap(variantsOf);

/** Every marker that some bytes hold, with the form it was found in. */
export const marksIn = (haystack: Buffer | string): readonly string[] => {
  const bytes = Buffer.from(haystack);
  const low = lowered(bytes);
  const found = variants
    .filter((variant) => (variant.anyCase ? low : bytes).includes(variant.bytes))
    .map(({ marker, form }) => `${marker} (${form})`);
  return [...new Set(found)];
};
