import useSWR, { type SWRResponse, useSWRConfig } from 'swr';
import { useSpeech } from '../i18n/language.tsx';
import { type Session, sessionHeaders, useSession } from './session.ts';

/** What the gateway answers when it does not do as it was asked (RFC 9457), already in the reader's language. */
export class Problem extends Error {
  readonly status: number;
  /** Stable code of the outcome catalogue; `unreachable` when nothing answered. */
  readonly code: string;
  /** How to mend it. */
  readonly mend: string | undefined;

  constructor(status: number, code: string, title: string, mend?: string) {
    super(title);
    this.status = status;
    this.code = code;
    this.mend = mend;
  }
}

interface Asking {
  readonly session: Session;
  readonly language: string;
}

const ask = async (
  path: string,
  { session, language }: Asking,
  init: RequestInit = {},
): Promise<Response> => {
  const headers = { ...sessionHeaders(session), 'Accept-Language': language, ...init.headers };
  const response = await fetch(path, { ...init, headers }).catch(() => undefined);
  if (response === undefined) throw new Problem(0, 'unreachable', '');
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as {
    code?: string;
    title?: string;
    detail?: string;
  };
  throw new Problem(response.status, body.code ?? 'internal-error', body.title ?? '', body.detail);
};

/** A query string of what is given; empty values are left out, lists have commas. */
export const query = (
  values: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): string => {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
      ? []
      : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

/**
 * What an address answers, kept while the reader goes elsewhere and fetched again when she comes back. `path` undefined:
 * nothing is asked. `refreshMs`: how often it is asked again by itself.
 */
export const useApi = <Body>(path: string | undefined, refreshMs = 0): SWRResponse<Body, Problem> => {
  const session = useSession();
  const { language } = useSpeech();
  return useSWR<Body, Problem>(
    path === undefined ? null : [path, session, language],
    async () => (await (await ask(path ?? '', { session, language })).json()) as Body,
    { refreshInterval: refreshMs, shouldRetryOnError: false, keepPreviousData: true },
  );
};

const send = async <Body>(
  asking: Asking,
  path: string,
  body: unknown,
  method: 'POST' | 'PUT' | 'DELETE',
): Promise<Body | undefined> => {
  const response = await ask(path, asking, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  });
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as Body);
};

/** Does something at an address; afterwards everything on screen is fetched again. Throws Problem. */
export const useDeed = () => {
  const session = useSession();
  const { language } = useSpeech();
  const { mutate } = useSWRConfig();
  return async <Body>(
    path: string,
    body?: unknown,
    method: 'POST' | 'PUT' | 'DELETE' = 'POST',
  ): Promise<Body | undefined> => {
    const answer = await send<Body>({ session, language }, path, body, method);
    await mutate(() => true);
    return answer;
  };
};

/** Asks by POST for what is kept nowhere: the caller alone has the answer, and nothing else is fetched. Throws Problem. */
export const useUnkept = () => {
  const session = useSession();
  const { language } = useSpeech();
  return <Body>(path: string, body: unknown): Promise<Body | undefined> =>
    send<Body>({ session, language }, path, body, 'POST');
};

/** Fetches a file with the reader's headers, and lets the browser keep it under a name. Throws Problem. */
export const useDownload = () => {
  const session = useSession();
  const { language } = useSpeech();
  return async (path: string, name: string): Promise<void> => {
    const response = await ask(path, { session, language });
    const url = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  };
};
