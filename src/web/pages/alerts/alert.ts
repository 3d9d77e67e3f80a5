/** GET /api/alerts, as far as the page needs it. */
export interface AlertPage {
  readonly alerts: readonly Alert[];
  readonly next: string | null;
}

export interface Alert {
  readonly id: string;
  readonly enterprise: { readonly herId: number; readonly name: string | null };
  readonly title: string;
  readonly act: string;
  readonly partText: string;
  readonly severity: 'info' | 'low' | 'medium' | 'high' | 'critical';
  readonly severityText: string;
  readonly levelText: string | null;
  readonly handoverId: string | null;
  readonly messageId: string | null;
  readonly dueAt: string | null;
  readonly raisedAt: string;
  readonly state: 'open' | 'acknowledged' | 'assigned' | 'closed';
  readonly stateText: string;
  readonly stateAt: string;
  readonly assignee: string | null;
  readonly reasonText: string | null;
}
