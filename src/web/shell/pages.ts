import type { ComponentType } from 'react';
import type { Permission } from '../../domain/roles.ts';

/** The pages, in the order of the menu: the only list of them. Texts are in seeds/web/<key>. */
export interface Page {
  readonly key: string;
  /** Address; the page has what stands below it too. */
  readonly path: string;
  /** Those who have any of these see it in their menu. */
  readonly permissions: readonly Permission[];
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
}

export const pages: readonly Page[] = [
  {
    key: 'overview',
    path: '/oversikt',
    permissions: ['figures.published'],
    load: () => import('../pages/overview/page.tsx'),
  },
  {
    key: 'alerts',
    path: '/varsel',
    permissions: ['alerts.read'],
    load: () => import('../pages/alerts/page.tsx'),
  },
  {
    key: 'handovers',
    path: '/overgangar',
    permissions: ['handovers.read', 'figures.published'],
    load: () => import('../pages/handovers/page.tsx'),
  },
  {
    key: 'quality',
    path: '/kvalitet',
    permissions: ['figures.published'],
    load: () => import('../pages/quality/page.tsx'),
  },
  {
    key: 'delivery',
    path: '/leveranse',
    permissions: ['figures.published'],
    load: () => import('../pages/delivery/page.tsx'),
  },
  {
    key: 'messages',
    path: '/meldingar',
    permissions: ['messages.search'],
    load: () => import('../pages/messages/page.tsx'),
  },
  {
    key: 'rules',
    path: '/reglar',
    permissions: ['rules.read'],
    load: () => import('../pages/rules/page.tsx'),
  },
  {
    key: 'report',
    path: '/rapport',
    permissions: ['report.read'],
    load: () => import('../pages/report/page.tsx'),
  },
  {
    key: 'actors',
    path: '/aktorar',
    permissions: ['actors.read'],
    load: () => import('../pages/actors/page.tsx'),
  },
  {
    key: 'operations',
    path: '/drift',
    permissions: ['operations.read'],
    load: () => import('../pages/operations/page.tsx'),
  },
  {
    key: 'access-log',
    path: '/innsynslogg',
    permissions: ['access-log.read'],
    load: () => import('../pages/access-log/page.tsx'),
  },
];
