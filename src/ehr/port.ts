// What Hearth asks of an EHR, whichever it is.
import type { FhirResource } from 'fhir/r4.js';
import type { ChartSlice, Gap } from '../domain/chart.ts';
import type { DeliveryAnswer } from '../domain/referral/delivery.ts';

/** One user's access to one EHR. Never logged, never shared between users. */
export interface EhrAccess {
  readonly ehrId: string;
  /** FHIR base, exactly the launch `iss`. */
  readonly iss: string;
  readonly accessToken: string;
  /** Granted scopes, as the token response gave them. */
  readonly scopes: string;
}

/** What one slice's read gave: resources, and the gap when they are not all of it. */
export interface SliceRead {
  readonly resources: readonly FhirResource[];
  readonly gap?: Gap;
}
export type ChartReads = Readonly<Record<ChartSlice, SliceRead>>;

/** One exchange of a delivery. The identifier is Hearth's own business identifier on that resource. */
export type DeliveryCommand =
  | {
      readonly do: 'post';
      readonly resource: FhirResource;
      readonly ifNoneExist?: { readonly system: string; readonly value: string };
    }
  | {
      readonly do: 'search';
      readonly resourceType: 'ServiceRequest' | 'Task' | 'Provenance';
      readonly patientId: string;
      /** Absent for Provenance, which has none: it is searched by `target`. */
      readonly identifier?: { readonly system: string; readonly value: string };
      readonly target?: string;
    };

/** What an EHR says it can do; what it then does still decides (REFERRAL 0.2). */
export interface EhrCapabilities {
  /** Interactions by resource type, as the CapabilityStatement lists them; `undefined` when it could not be read. */
  readonly interactions: Readonly<Record<string, readonly string[]>> | undefined;
  readonly software?: string;
}

/** What a person knows of a patient they look for. `mrn` may be `system|value`; a bare value is looked for in every system. */
export interface PatientSearch {
  readonly by: 'name' | 'mrn' | 'id';
  readonly text: string;
}

export interface Ehr {
  /** Sends every read at once and answers within the deadline, whatever happens: what failed is a gap in its slice. Never throws for the EHR's faults. */
  readChart(
    access: EhrAccess,
    /** `alsoCodes`: `system|code` to look for beside those the content knows. */
    context: { patientId: string; encounterId?: string; alsoCodes?: readonly string[] },
  ): Promise<ChartReads>;
  /** One exchange; every outcome is an answer, none is thrown. */
  deliver(access: EhrAccess, command: DeliveryCommand): Promise<DeliveryAnswer>;
  /** Which of these patients this access can read now, with what the EHR calls them. One wave (DESIGN trip 3). */
  readPatients(access: EhrAccess, patientIds: readonly string[]): Promise<SliceRead>;
  /**
   * Patients this access may read that match, at most 25; more than that is a gap `beyond-cap`. Sent as a POST search, so that
   * no name or number stands in an address.
   */
  findPatients(access: EhrAccess, search: PatientSearch): Promise<SliceRead>;
  /** Warmed and cached; no token is sent. */
  capabilities(ehrId: string, iss: string): Promise<EhrCapabilities>;
}
