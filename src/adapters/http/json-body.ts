import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Call } from './endpoint.ts';
import { mediaType, readBody } from './read-body.ts';
import { invalidBySchema, invalidRequest, type RequestFault } from './request-fault.ts';

const maxDepth = 16;
const maxParts = 100_000;
const quote = 0x22;
const backslash = 0x5c;

/** Index of the quote that ends a string, or -1. A quote after an odd number of backslashes is part of it. */
const endOfString = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(quote, from); at !== -1; at = bytes.indexOf(quote, at + 1)) {
    let backslashes = 0;
    while (at - backslashes > from && bytes[at - backslashes - 1] === backslash) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
};

/**
 * True when JSON has few enough levels and parts to be safe to parse: 50 MB of brackets would become gigabytes.
 * Strings are skipped, so that a large document in base64 costs one search for its end.
 */
const isModest = (bytes: Buffer): boolean => {
  let depth = 0;
  let parts = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case quote: {
        const end = endOfString(bytes, at + 1);
        // An unfinished string is for the parser to refuse.
        if (end === -1) return true;
        at = end;
        break;
      }
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        parts += 1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
      case 0x2c: // ,
        parts += 1;
        break;
    }
    if (depth > maxDepth || parts > maxParts) return false;
  }
  return true;
};

/** Parses a JSON body: UTF-8 with or without a byte order mark, whatever charset the header claims (RFC 8259 §8.1). */
export const parseJson = (bytes: Buffer): Result<unknown, RequestFault> => {
  if (!isModest(bytes)) {
    const expected = `at most ${maxDepth} levels and ${maxParts} values`;
    return fail(invalidRequest({ where: 'body', expected }));
  }
  if (!isUtf8(bytes)) return fail(fault('json-invalid'));
  const text = bytes.toString('utf8');
  try {
    return ok(JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text));
  } catch {
    // The parser's message quotes what it met.
    return fail(fault('json-invalid'));
  }
};

const maxBytes = 4_096;

/** A small body that must be JSON of a form. */
export const readJson = async <Value>(
  call: Call,
  schema: z.ZodType<Value>,
): Promise<Result<Value, RequestFault>> => {
  if (mediaType(call) !== 'application/json') {
    return fail(fault('content-type-unsupported', { expected: 'application/json' }));
  }
  const bytes = await readBody(call, maxBytes);
  if (!bytes.ok) return bytes;
  const json = parseJson(bytes.value);
  if (!json.ok) return json;
  const read = schema.safeParse(json.value);
  return read.success ? ok(read.data) : fail(invalidBySchema(read.error, (path) => path || 'body'));
};
