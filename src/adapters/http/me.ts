import type { Express } from 'express';
import { mayActFor } from '../../domain/access.ts';
import { ok } from '../../domain/result.ts';
import { permissionsOf, roles } from '../../domain/roles.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';

/** GET /api/me: who the caller is taken for, what it may, and in the sandbox whom it may be. */
const handleMe: Handler<KnownCall> = async ({ http, principal, context, res }) => {
  const { role, person } = principal;
  const permissions = permissionsOf(role);
  const all = http.directory.organisations.map(({ herId, name }) => ({ herId, name }));
  const isTied = Object.values(permissions).includes('own');
  const names = http.texts[context.language].roles;
  res.vary('Accept-Language');
  return ok({
    status: 200,
    headers: { 'Content-Language': context.language },
    json: {
      person: person ?? null,
      role,
      roleText: names[role],
      enterprises: all.filter(({ herId }) => !isTied || mayActFor(principal, herId, http.directory)),
      permissions,
      sandbox: http.settings.sandbox
        ? { roles: roles.filter((each) => each !== 'record-system'), enterprises: all }
        : null,
    },
  });
};

export const mountMe = (app: Express, http: Http): void => {
  app
    .route('/api/me')
    .get(endpoint(http, allowed('me', handleMe)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
};
