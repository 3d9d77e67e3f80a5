import type { Ask } from '../helpers/gateway-client.ts';
import { marked } from './marked.ts';
import { patient } from './markers.ts';

/** A request that must be refused, with marks in it. */
interface OddRequest {
  readonly path: string;
  readonly request: Ask;
}

const { family, number, token, freeText, street } = patient;
const inUrl = encodeURIComponent(`${family} ${number}`);

const xml = (headers: Readonly<Record<string, string>>): Ask => ({
  method: 'POST',
  headers: { 'content-type': 'application/xml', ...headers },
  body: marked('log-innlagt-1.6', 'full'),
});
const json = (body: string | object): Ask => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Requests that are wrong in their address, their headers or their body. */
export const oddRequests = (): readonly OddRequest[] => {
  const document = marked('log-innlagt-1.6', 'full').toString('base64');
  const post = {
    contentType: 'application/xml',
    contentTransferEncoding: 'base64',
    businessDocument: document,
  };
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): OddRequest => ({
    path,
    request: { headers },
  });
  return [
    ...[
      `{"businessDocument": "${document}", ${family}`,
      `"${family} ${number}"`,
      `{"${family}": "${freeText}"}`,
      { ...post, contentType: `text/${token}` },
      { ...post, contentTransferEncoding: token },
      { ...post, businessDocument: `${family} ${document}` },
      { ...post, businessDocument: document.slice(0, -1) },
      { ...post, businessDocument: { [family]: freeText } },
      { ...post, receiverHerIdsSubset: [number] },
      { ...post, receiverHerIdsSubset: [`${family} ${street}`] },
      { ...post, ebXmlOverrides: { cpaId: { [family]: number }, senderRole: 17, [token]: freeText } },
    ].map((body) => ({ path: '/Messages', request: json(body) })),
    get(`/${inUrl}`),
    get(`/${inUrl}/%E0%A4%A`),
    get(`/Messages/${inUrl}`),
    get(`/Messages/${number}/status`),
    get(`/Messages?ReceiverHerIds=${inUrl}&BusinessDocumentId=${inUrl}&SenderHerId=${inUrl}`),
    get(`/Messages?ReceiverHerIds=9150602&OrderBy=${inUrl}&MessagesToFetch=${number}`),
    get(`/Messages?ReceiverHerIds=9150602&BusinessDocumentId=${token.repeat(20)}`),
    get(`/Messages/notices?ReceiverHerIds=${inUrl}`),
    get(`/api/messages/${inUrl}`),
    get(`/api/${inUrl}?q=${inUrl}`),
    get(`/api/messages?type=${inUrl}&q=${inUrl}`),
    get(`/api/messages?after=${inUrl}&party=${inUrl}`),
    get('/api/me', { 'overgang-role': token }),
    get('/api/me', {
      'overgang-person': `${family.normalize('NFD').replace(/[^\x20-\x7e]/g, '')} ${number}`,
    }),
    get(`/api/access-log?person=x&object=${inUrl}&patientOf=${inUrl}`, { 'overgang-role': 'auditor' }),
    get(`/api/operations/breakers/${inUrl}/retry`, { 'overgang-role': 'operator' }),
    ...[{ reason: token }, { reason: 'treatment', text: number }, { text: freeText }].map((body) => ({
      path: '/api/messages/01a1fa1d-8100-7021-a1f9-7e28a334740c/content',
      request: {
        ...json(body),
        headers: {
          'content-type': 'application/json',
          'overgang-role': 'clinical-reader',
          'overgang-person': 'Kari Nordmann',
        },
      },
    })),
    { path: `/api/messages/${inUrl}/resend`, request: json({ receiver: `${family} ${number}` }) },
    get('/Messages?ReceiverHerIds=9150602', { 'api-version': token }),
    get('/Messages?ReceiverHerIds=9150602', { 'overgang-act-as': `${token} ${number}` }),
    get(`/Messages/${inUrl}`, { 'x-request-id': number, referer: `http://localhost/${inUrl}` }),
    get(`/Messages/${inUrl}`, { 'x-request-id': `${token} ${number}`, 'user-agent': `${token} ${number}` }),
    get(`/Messages/${inUrl}`, { authorization: `DPoP ${token}`, dpop: token, cookie: `${token}=${number}` }),
    get(`/Messages/${inUrl}`, { 'accept-language': `${token}, ${number};q=0.5`, accept: `text/${token}` }),
    { path: '/Messages', request: xml({ 'content-type': `application/${token}` }) },
    { path: '/Messages', request: xml({ 'content-encoding': token }) },
    { path: '/Messages', request: { method: 'DELETE', headers: { [token]: number } } },
    { path: `/Messages/${inUrl}/read/${inUrl}`, request: { method: 'PUT' } },
    {
      path: `/Messages/01a1fa1d-8100-7021-a1f9-7e28a334740c/apprec/${inUrl}`,
      request: json({ appRecStatus: family }),
    },
    {
      path: '/Messages/01a1fa1d-8100-7021-a1f9-7e28a334740c/apprec/9150602',
      request: json({
        appRecStatus: `${family} ${number}`,
        appRecErrorList: [{ oid: number, errorCode: street }],
      }),
    },
    { path: '/validate', request: { ...xml({}), headers: { 'content-type': `text/${token}` } } },
  ];
};
