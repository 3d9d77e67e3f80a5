import type { Express } from 'express';
import { permissionOf } from '../../../src/adapters/http/endpoint.ts';
import type { Permission } from '../../../src/domain/roles.ts';

/** One method of one address, with what its handler declares. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly permission: Permission | undefined;
}

/** Every route of an app but the answers to methods that an address does not have. */
export const routesOf = (app: Express): readonly Route[] => {
  const found: Route[] = [];
  for (const { route } of app.router.stack) {
    if (route === undefined) continue;
    for (const layer of route.stack) {
      const { method } = layer as { method?: string };
      // `all` has no method: it refuses the rest.
      if (method === undefined) continue;
      found.push({
        method: method.toUpperCase(),
        path: String(route.path),
        permission: permissionOf(layer.handle),
      });
    }
  }
  return found;
};
