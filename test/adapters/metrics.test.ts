import { expect, test } from 'vitest';
import { createMetrics, type GaugeSources } from '../../src/adapters/metrics.ts';
import type { HerId } from '../../src/domain/ids.ts';

const sources: GaugeSources = {
  queueDepths: async () => ({ process: { waiting: 3, active: 1, delayed: 0, failed: 0 } }),
  breakers: async () => [
    { receiver: 12 as HerId, state: 'open', failures: 5 },
    { receiver: 13 as HerId, state: 'closed', failures: 0 },
  ],
  storage: async () => ({ unprocessed: 7 }),
};

test('counts and times by declared labels; one that is missing is none, one that is not declared is left out', async () => {
  const { metrics, registry } = createMetrics();
  metrics.count('overgang_receipts_total', { status: '1', by: 'gateway', patient: 'x' }, 2);
  metrics.count('overgang_receipts_total', {});
  metrics.time('overgang_process_seconds', { type: 'LOG_INNLAGT' }, 0.02);
  const text = await registry.metrics();
  expect(text).toContain('overgang_receipts_total{status="1",by="gateway"} 2');
  expect(text).toContain('overgang_receipts_total{status="none",by="none"} 1');
  expect(text).toContain('overgang_process_seconds_bucket{le="0.025",type="LOG_INNLAGT"} 1');
  expect(text).not.toContain('patient');
});

test('a label has few and plain values: the others count as other', async () => {
  const { metrics, registry } = createMetrics();
  metrics.count('overgang_messages_received_total', { type: 'Bergljot Krekling', result: 'stored' });
  for (let i = 0; i < 150; i += 1) {
    metrics.count('overgang_messages_received_total', { type: `T${i}`, result: 'stored' });
  }
  metrics.count('overgang_messages_received_total', { type: 'T1', result: 'stored' });
  const text = await registry.metrics();
  expect(text).not.toContain('Krekling');
  expect(text.match(/^overgang_messages_received_total\{/gm)?.length).toBe(101);
  expect(text).toContain('overgang_messages_received_total{type="other",result="stored"} 51');
  expect(text).toContain('overgang_messages_received_total{type="T1",result="stored"} 2');
});

test('gauges are asked at each scrape', async () => {
  const { registry, observe } = createMetrics();
  expect(await registry.metrics()).not.toContain('overgang_queue_jobs{');
  observe(sources);
  const text = await registry.metrics();
  for (const line of [
    'overgang_queue_jobs{queue="process",state="waiting"} 3',
    'overgang_breakers{state="open"} 1',
    'overgang_breakers{state="closed"} 1',
    'overgang_breakers{state="halfOpen"} 0',
    'overgang_breaker_open{receiver="12"} 1',
    'overgang_storage{name="unprocessed"} 7',
  ]) {
    expect(text).toContain(line);
  }
});

test('a source that fails is left out and counted, and the rest is there', async () => {
  const { registry, observe } = createMetrics();
  observe({ ...sources, storage: () => Promise.reject(new Error('down')) });
  expect(await registry.metrics()).toContain('overgang_queue_jobs{queue="process",state="waiting"} 3');
  const text = await registry.metrics();
  expect(text).toMatch(/overgang_gauge_failures_total\{source="storage"\} [12]/);
  expect(text).not.toContain('overgang_storage{');
});
