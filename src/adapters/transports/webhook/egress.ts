import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { fail, ok, type Result } from '../../../domain/result.ts';

/** Why an address is not sent to; for the log. */
export type EgressFault = 'url-invalid' | 'url-with-credentials' | 'tls-required' | 'address-refused';

/** Code of the error with which a host's name fails when all its addresses are refused. */
export const addressRefused = 'EGRESS_ADDRESS_REFUSED';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Addresses that no receiver has: this host, link-local (where clouds keep their metadata), multicast and up. */
const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('224.0.0.0', 3, 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');

const within = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** True when the address may be sent to. Private networks may: the health network (Helsenettet) is one. */
export const mayReach = (address: string, allowLoopback: boolean): boolean =>
  !within(never, address) && (allowLoopback || !within(loopback, address));

/** Reads an endpoint's address: https, or http on this host where loopback is allowed; nothing secret in it. */
export const readEndpoint = (text: string, allowLoopback: boolean): Result<URL, EgressFault> => {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return fail('url-invalid');
  if (url.username !== '' || url.password !== '') return fail('url-with-credentials');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = isIP(host) !== 0;
  if (isAddress && !mayReach(host, allowLoopback)) return fail('address-refused');
  const isLocal = isAddress ? within(loopback, host) : host === 'localhost';
  if (isLocal && !allowLoopback) return fail('address-refused');
  if (url.protocol === 'http:' && !isLocal) return fail('tls-required');
  return ok(url);
};

/** A name lookup that leaves out the addresses that may not be sent to, so that a name cannot lead to them. */
export const guardedLookup =
  (allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const allowed = found.filter(({ address }) => mayReach(address, allowLoopback));
      const [first] = allowed;
      if (first === undefined)
        return callback(
          Object.assign(new Error('no address of the host may be sent to'), { code: addressRefused }),
          [],
        );
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
