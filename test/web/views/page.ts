// The summary page of a chart, decided as the app decides it and rendered as the app renders it.
import type { Chart } from '../../../src/domain/chart.ts';
import type { SummaryContext } from '../../../src/domain/summary.ts';
import { type PageState, readPageState } from '../../../src/web/forms/page-state.ts';
import { SummaryPage } from '../../../src/web/views/summary.tsx';
import { decide } from '../../domain/charts.ts';
import { copyOf, rendered, type Rendered } from './made.ts';

export interface Asked {
  readonly context?: Partial<SummaryContext>;
  readonly query?: Readonly<Record<string, string>>;
}

const navigation = { launchId: 'launch-1', hasChild: true, logoutToken: 'token' };

export const viewOf = (chart: Chart, { context = {}, query = {} }: Asked = {}) => {
  const state: PageState = readPageState(query);
  const summary = decide(chart, {
    concern: state.concern,
    ...(state.told ? { toldGestation: state.told } : {}),
    ...context,
  });
  return SummaryPage({
    opened: { summary, referrals: [], onSite: [], declinedHere: [], readAt: '09:14' },
    navigation,
    csrf: 'token',
    needPatientBanner: true,
    state,
    referWord: 'Refer',
    mayAcknowledge: true,
  });
};

export const pageOf = (chart: Chart, asked: Asked = {}) => rendered(viewOf(chart, asked));

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** What stands in the open: whatever is not inside something closed. */
export const openText = (page: Rendered): string => {
  const copy = copyOf(page);
  for (const closed of copy.querySelectorAll('details'))
    closed.replaceWith(closed.querySelector('summary')?.textContent ?? '');
  return squeezed(copy.querySelector('body')?.textContent ?? '');
};

/** What a sheet of paper shows when every part was opened first: nothing of what is marked as not for print. */
export const paperText = (page: Rendered): string => {
  const copy = copyOf(page);
  for (const hidden of copy.querySelectorAll('.no-print, .nav, .skip, form, button')) hidden.remove();
  return squeezed(copy.querySelector('body')?.textContent ?? '');
};

export const section = (page: Rendered, label: string): Rendered | undefined =>
  page.querySelector(`section[aria-label="${label}"]`) ?? undefined;
