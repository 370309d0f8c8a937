// A loaded directory: every listing the clinic may match against, whichever files they came from.
import type { CalendarDate } from '../age.ts';
import type { Consultant } from './consultant.ts';

/** One file a directory was put together from. */
export interface DirectorySource {
  readonly id: string;
  /** Canonical URI: the `system` of the identifiers of this file's records. */
  readonly system: string;
  readonly label: string;
  readonly updatedOn: CalendarDate;
  readonly recordCount: number;
}

/** The base file gives `id`, `system`, `label` and `updatedOn`; overlays add records and stay named in `sources`. */
export interface Directory {
  readonly id: string;
  readonly system: string;
  readonly label: string;
  readonly updatedOn: CalendarDate;
  readonly records: readonly Consultant[];
  readonly sources: readonly DirectorySource[];
  readonly find: (id: string) => Consultant | undefined;
  /** The system URI of the file this record came from: what a referral's performer identifier carries. */
  readonly systemOf: (id: string) => string | undefined;
}

/** The school districts listings are bound to, for the form that asks the family. */
export const schoolDistrictsIn = (records: readonly Consultant[]): readonly string[] =>
  [...new Set(records.flatMap((record) => record.area.schoolDistricts))].sort((a, b) =>
    a.localeCompare(b, 'en'),
  );
