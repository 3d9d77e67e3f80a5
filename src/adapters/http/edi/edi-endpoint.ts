import type { RequestHandler } from 'express';
import { type HerId, herId, type MessageId, messageId } from '../../../domain/ids.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Http } from '../deps.ts';
import { allowed, type Call, declaring, endpoint, type Handler, type KnownCall } from '../endpoint.ts';
import { invalidRequest, type RequestFault } from '../request-fault.ts';

const versions = ['2', '2-vnext'];

/** `api-version` is a header; a client that leaves it out gets the stable version (transport: EDI 2.0). */
const versionFault = ({ req }: Call): RequestFault | undefined => {
  const version = req.get('api-version')?.trim().toLowerCase();
  return version === undefined || versions.includes(version)
    ? undefined
    : fault('api-version-unsupported', { expected: '2, 2-vNext' });
};

/** An endpoint of EDI 2.0: the version it is asked in is ours, and its caller is known. */
export const ediEndpoint = (http: Http, handle: Handler<KnownCall>): RequestHandler => {
  const secured = allowed('edi', handle);
  const versioned = async (call: Call) => {
    const wrong = versionFault(call);
    return wrong === undefined ? secured(call) : fail(wrong);
  };
  return endpoint(http, declaring('edi', versioned));
};

const param = ({ req }: Call, name: string): string => {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
};

/** The message id of the path. */
export const idOf = (call: Call): Result<MessageId, RequestFault> => {
  const id = messageId(param(call, 'id'));
  return id === undefined ? fail(invalidRequest({ where: 'id', expected: 'a UUID' })) : ok(id);
};

/** The HER-id of the path. */
export const herIdOf = (call: Call): Result<HerId, RequestFault> => {
  const id = herId(param(call, 'herId'));
  return id === undefined
    ? fail(invalidRequest({ where: 'herId', expected: 'a HER-id, a positive integer' }))
    : ok(id);
};

const maxSourceSystem = 200;

/** What the caller's system calls itself (`nhn-source-system`), cut to what may be kept: printable and short. */
export const sourceSystemOf = ({ req }: Call): string | undefined => {
  const name = (req.get('nhn-source-system') ?? '').replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').trim();
  return name === '' ? undefined : name.slice(0, maxSourceSystem);
};
