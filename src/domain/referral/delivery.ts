// The step machine that carries a saved referral into the chart: one exchange, one save, then the next step.
// It decides; it never sends. A crash between any two steps loses no place.

/** What may be written, in this order (REFERRAL 1.3 rung A). */
export const writes = ['order', 'task', 'provenance'] as const;
export type Write = (typeof writes)[number];

export type ParkReason =
  | 'refused' // the EHR said no for good (4xx): a person decides
  | 'several-in-chart' // 412: more than one match for our identifier
  | 'needs-relaunch' // the grant ended: never sent under another user's
  | 'unconfirmed' // the fate of a write cannot be known: check the chart
  | 'not-accepted' // this EHR takes no orders: letter
  | 'consent-withdrawn'
  | 'chart-stopped' // the child has died, or this is not the child's active chart any more
  | 'gave-up'; // too many tries

/** Where one outbox entry stands. Saved after every exchange. */
export interface DeliveryState {
  /** Ids the EHR gave, by what was written. */
  readonly written: Partial<Readonly<Record<Write, { readonly id: string; readonly versionId?: string }>>>;
  /** The write whose fate is unknown: it may have been stored. Search before anything else. */
  readonly uncertain?: Write;
  /** Writes the EHR would not take though the order itself is in the chart. */
  readonly skipped: Partial<Readonly<Record<Write, string>>>;
  /** Searches since the fate of `uncertain` became unknown: an identifier search may lag behind the write (SECURITY Z22). */
  readonly searching?: {
    /** Epoch milliseconds. */
    readonly since: number;
    /** Searches that answered and found nothing. */
    readonly empty: number;
  };
  /** How often the write that is next was sent again after searches found nothing. */
  readonly reposts?: number;
  /** Consecutive tries without progress. */
  readonly tries: number;
  readonly status: 'waiting' | 'done' | 'parked';
  readonly parked?: { readonly reason: ParkReason; readonly detail?: string };
}

export const freshDelivery: DeliveryState = { written: {}, skipped: {}, tries: 0, status: 'waiting' };

/** What the EHR answered to one exchange, already translated by `ehr/`. */
export type DeliveryAnswer =
  | { readonly kind: 'created' | 'existing'; readonly id: string; readonly versionId?: string }
  | { readonly kind: 'found'; readonly ids: readonly string[] }
  | { readonly kind: 'search-unavailable'; readonly detail: string }
  | { readonly kind: 'several' }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'unreachable' } // certainly not stored: the connection was never made
  | { readonly kind: 'unknown-fate' }; // sent, no usable answer

export type DeliveryStep =
  | { readonly do: 'post'; readonly write: Write }
  | { readonly do: 'search'; readonly write: Write }
  | { readonly do: 'park'; readonly reason: ParkReason; readonly detail?: string }
  | { readonly do: 'done' };
