/** Names of the storage and queue combinations that every contract suite runs on. */
export const backendNames = ['PGlite', 'PostgreSQL', 'PostgreSQL + Redis'] as const;
export type BackendName = (typeof backendNames)[number];

/** How a describe block says which backend it runs on; the reporter reads it. */
export const backendMark = (name: BackendName): string => `[${name}]`;
