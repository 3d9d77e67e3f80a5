import type { Express } from 'express';
import { mayActFor } from '../../domain/access.ts';
import { osloDate } from '../../domain/calendar.ts';
import {
  type CommunicationParty,
  covers,
  type JournalSystem,
  type Organisation,
  type Period,
} from '../../domain/directory.ts';
import type { HerId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import { scopeOf } from '../../domain/roles.ts';
import type { LastTraffic } from '../../domain/search-store.ts';
import type { Http } from './deps.ts';
import { allowed, endpoint, type Handler, type KnownCall, methodNotAllowed } from './endpoint.ts';

const presentPeriod = ({ from, to }: Period) => ({ from, to: to ?? null });

const presentSystems = (systems: readonly JournalSystem[]) =>
  systems.map(({ system, vendor, ...period }) => ({
    system,
    vendor: vendor ?? null,
    ...presentPeriod(period),
  }));

type Traffic = ReadonlyMap<HerId, LastTraffic>;

/** How a party is reached and when it was last heard from; null for those who may not know. */
const presentTechnical = (party: CommunicationParty, traffic: Traffic, seesIt: boolean) => {
  if (!seesIt) return null;
  const last = traffic.get(party.herId);
  return {
    channel: party.endpoint.channel,
    receipting: party.receipting,
    lastHeardAt: last?.heardAt ?? null,
    lastSentToAt: last?.sentToAt ?? null,
  };
};

/** Undefined: no enterprise's. */
const seesTechnical = ({ principal, http }: KnownCall): ((herId: HerId) => boolean) => {
  const scope = scopeOf(principal.role, 'actors.technical');
  if (scope === undefined) return () => false;
  return (herId) => scope === 'all' || mayActFor(principal, herId, http.directory);
};

const presentOrganisation = (
  call: KnownCall,
  { herId, name, orgNumber, kind, municipalityCodes, journalSystems, parties, ...period }: Organisation,
  traffic: Traffic,
  sees: (herId: HerId) => boolean,
  today: string,
) => ({
  herId,
  name,
  orgNumber,
  kind,
  ...presentPeriod(period),
  isOwn: call.principal.herIds !== 'all' && mayActFor(call.principal, herId, call.http.directory),
  municipalityCodes: municipalityCodes.map(({ code, ...each }) => ({ code, ...presentPeriod(each) })),
  journalSystems: presentSystems(journalSystems),
  parties: parties.map((party) => ({
    herId: party.herId,
    name: party.name,
    kind: party.kind,
    serviceType: party.serviceType ?? null,
    serviceName: party.serviceName ?? null,
    ...presentPeriod(party),
    isOpen: covers(party, today) && covers(period, today),
    journalSystems: presentSystems(party.journalSystems),
    technical: presentTechnical(party, traffic, sees(herId)),
  })),
});

/** GET /api/actors: the directory, and for one's own (or an operator) how each party is reached and was last heard from. */
const handleActors: Handler<KnownCall> = async (call) => {
  const { services, directory } = call.http;
  const sees = seesTechnical(call);
  const asked = directory.organisations
    .filter(({ herId }) => sees(herId))
    .flatMap(({ parties }) => parties.map(({ herId }) => herId));
  const last = asked.length === 0 ? [] : await services.store.lastTraffic(asked);
  const traffic = new Map(last.map((each) => [each.herId, each]));
  const today = osloDate(services.clock.now());
  return ok({
    status: 200,
    json: {
      today,
      organisations: directory.organisations.map((organisation) =>
        presentOrganisation(call, organisation, traffic, sees, today),
      ),
    },
  });
};

export const mountActors = (app: Express, http: Http): void => {
  app
    .route('/api/actors')
    .get(endpoint(http, allowed('actors.read', handleActors)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
};
