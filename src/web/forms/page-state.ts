// What was said on the summary for this visit alone and lives in the links of the page: a concern, and at how many weeks the child was born.
import type { GestationalAge } from '../../domain/chart.ts';

export interface PageState {
  readonly concern: boolean;
  /** As typed, refused or not; empty = not said. */
  readonly bornAtWeeks: string;
  readonly bornAtDays: string;
  /** Weeks and days a parent told, when they can be right (CLINICAL 2b.2: 20 to 44 weeks, as for the chart's own). */
  readonly told?: GestationalAge;
  /** Why what was typed is not used, and what to do. */
  readonly fault?: { readonly field: 'bornAtWeeks' | 'bornAtDays'; readonly words: string };
}

const leastWeeks = 20;
const mostWeeks = 44;
const longestEcho = 12;

const typed = (query: unknown, key: 'bornAtWeeks' | 'bornAtDays'): string => {
  const value = (query as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value.trim().slice(0, longestEcho) : '';
};

const whole = (text: string): number | undefined => (/^\d{1,3}$/.test(text) ? Number(text) : undefined);

const judge = (weeksText: string, daysText: string): Pick<PageState, 'told' | 'fault'> => {
  if (weeksText === '' && daysText === '') return {};
  if (weeksText === '')
    return { fault: { field: 'bornAtWeeks', words: 'Type the weeks too; days alone were not used.' } };
  const weeks = whole(weeksText);
  if (weeks === undefined || weeks < leastWeeks || weeks > mostWeeks)
    return {
      fault: {
        field: 'bornAtWeeks',
        words: `Type whole weeks from ${leastWeeks} to ${mostWeeks}; “${weeksText}” was not used. Nothing is corrected.`,
      },
    };
  const days = daysText === '' ? 0 : whole(daysText);
  if (days === undefined || days > 6)
    return {
      fault: {
        field: 'bornAtDays',
        words: `Type days from 0 to 6; “${daysText}” was not used. Nothing is corrected.`,
      },
    };
  return { told: { weeks, days, basis: 'told by the family' } };
};

/** @param query of the request; anything that is not text is as if not said */
export const readPageState = (query: unknown): PageState => {
  const bornAtWeeks = typed(query, 'bornAtWeeks');
  const bornAtDays = typed(query, 'bornAtDays');
  return {
    concern: (query as { concern?: unknown }).concern === 'yes',
    bornAtWeeks,
    bornAtDays,
    ...judge(bornAtWeeks, bornAtDays),
  };
};

/** `?concern=yes&bornAtWeeks=30&bornAtDays=4`, or nothing. What was refused is not carried on. */
export const queryOf = ({ concern, told }: Pick<PageState, 'concern' | 'told'>): string => {
  const pairs = [
    ...(concern ? ['concern=yes'] : []),
    ...(told ? [`bornAtWeeks=${told.weeks}`, `bornAtDays=${told.days}`] : []),
  ];
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

export const summaryLink = (launchId: string, state: Pick<PageState, 'concern' | 'told'>): string =>
  `/launches/${launchId}/summary${queryOf(state)}`;
