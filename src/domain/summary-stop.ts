// When the page stops before any advice, and what it says then (PRODUCT 1.2).
import type { CalendarDate } from './age.ts';
import type { Child } from './chart.ts';
import type { Summary } from './summary.ts';

export const stopFor = (child: Child | undefined, today: CalendarDate): Summary['stop'] => {
  if (!child)
    return {
      reason: 'no-patient',
      words: 'The child’s own record could not be read, so nothing here can be said about this child.',
    };
  if (child.deceased)
    return {
      reason: 'deceased',
      words:
        'This chart says the child has died. Hearth gives no screening advice and makes no referral here.',
    };
  if (child.replacedBy)
    return {
      reason: 'merged',
      words: `This chart was merged into another one. Open Hearth from the surviving chart: ${child.replacedBy}.`,
    };
  if (!child.active)
    return {
      reason: 'inactive',
      words: 'This chart is marked inactive. Open Hearth from the child’s active chart.',
    };
  if (!child.birthDate)
    return {
      reason: 'undatable',
      words:
        'The chart has no birth date Hearth can read, so nothing that depends on age is shown. Results are listed below.',
    };
  if (child.birthDate.earliest > today)
    return {
      reason: 'future-birth',
      words:
        'The birth date in the chart lies in the future. Correct it in the EHR; until then nothing that depends on age is shown.',
    };
  return undefined;
};
