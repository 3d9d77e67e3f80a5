import type { Software } from './app/services.ts';

/** What the gateway calls itself in receipts, reports and answers. */
export const software: Software = { name: 'Overgang', version: '0.1.0' };
