import type { Permission, Role } from '../../domain/roles.ts';
import { useApi } from './client.ts';

/** GET /api/me: who the gateway takes the reader for. */
export interface Me {
  readonly person: string | null;
  readonly role: Role;
  /** Those that the reader works for; all of them for roles that are not tied to any. */
  readonly enterprises: readonly { readonly herId: number; readonly name: string }[];
  /** How far each permission of the role reaches. */
  readonly permissions: Readonly<Partial<Record<Permission, 'all' | 'own'>>>;
  /** What the sandbox lets the reader be; null where people sign in. */
  readonly sandbox: {
    readonly roles: readonly Role[];
    readonly enterprises: readonly { readonly herId: number; readonly name: string }[];
  } | null;
}

export const useMe = () => useApi<Me>('/api/me');

/** True when the reader's role has the permission, for all or for her own. */
export const may = (me: Me | undefined, permission: Permission): boolean =>
  me?.permissions[permission] !== undefined;
