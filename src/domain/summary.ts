// The summary page as a finished thought: everything the page shows about one child, decided here and nowhere else.
import { type Age, ageOn, type CalendarDate, daysBetween } from './age.ts';
import type { Chart, ChartOrder, Child, DeclinedScreen, Gap, GestationalAge, UnusableForm } from './chart.ts';
import { type FamilyLanguage, familyLanguage } from './family-language.ts';
import { type CorrectedAge, correctedAgeOn, correctionEndsMonths } from './screening/corrected-age.ts';
import { type DueLine, decideDue } from './screening/due.ts';
import type { ClinicalContent, ConsultLine, TierContent, CrisisLine } from './screening/content.ts';
import type { Instrument } from './screening/instrument.ts';
import { decideNextSteps, type OfferedStep } from './screening/next-steps.ts';
import { readResult, type ScreeningResult } from './screening/result.ts';
import {
  sameForm,
  type ChosenPrompts,
  choosePrompts,
  type LeadingTier,
  leadingTier,
} from './screening/tier.ts';
import type { Timeline } from './screening/timeline.ts';
import { type Acknowledged, type TrendedResult, trended } from './screening/trend.ts';
import type { Visit } from './screening/visit.ts';

/** Why the page stops before any advice. */
export type StopReason = 'no-patient' | 'deceased' | 'merged' | 'inactive' | 'undatable' | 'future-birth';

export interface SafetyAnswer {
  readonly result: ScreeningResult;
  /** Days since it was answered; an old one is shown with its age and without the words for a fresh one. */
  readonly daysOld: number;
}

export interface Summary {
  readonly today: CalendarDate;
  readonly stop?: { readonly reason: StopReason; readonly words: string };
  readonly child?: Child;
  readonly age?: Age;
  /** Both ends of the age when the birth date is not whole. */
  readonly ageRange?: readonly [Age, Age];
  readonly corrected?: CorrectedAge;
  /** Said when correction would matter and cannot be decided. */
  readonly gestationNote?: string;
  readonly language: FamilyLanguage;
  readonly safety: readonly SafetyAnswer[];
  /** Safety items that hold an answer Hearth cannot read or may not use: somebody opens the form now. */
  readonly safetyUnread: readonly UnusableForm[];
  /** Words and steps for the safety strip alone: the family may be looking at the rest of the page. */
  readonly safetyPrompts: ChosenPrompts;
  readonly safetySteps: readonly OfferedStep[];
  readonly crisisLines: readonly CrisisLine[];
  readonly due: readonly DueLine[];
  /** The well-child visit this day belongs to, where the schedule has one. */
  readonly visit?: Visit;
  /** Birth to now, where the birth date is whole. */
  readonly timeline?: Timeline;
  readonly results: readonly TrendedResult[];
  readonly unusable: readonly UnusableForm[];
  /** Of instruments answered in confidence: closed until tapped, like their results. */
  readonly unusableConfidential: readonly UnusableForm[];
  readonly notRecognised: readonly UnusableForm[];
  readonly otherSurveys: readonly UnusableForm[];
  readonly leading?: LeadingTier;
  readonly prompts: ChosenPrompts;
  /** What the leading tier means and what comes first. */
  readonly tier?: TierContent;
  /** Whom the clinician may call about this child or the caregiver; for clinicians alone. */
  readonly consultLines: readonly ConsultLine[];
  /** What comes before any of the steps. */
  readonly firstStep?: string;
  readonly nextSteps: readonly OfferedStep[];
  readonly orders: readonly ChartOrder[];
  readonly gaps: readonly Gap[];
}

const stopFor = (child: Child | undefined, today: CalendarDate): Summary['stop'] => {
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
      words: 'This chart was merged into another one. Open Hearth from the surviving chart.',
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

export interface SummaryContext {
  readonly content: ClinicalContent;
  readonly today: CalendarDate;
  /** The clinic's state, for crisis lines and state rules. */
  readonly state: string | undefined;
  readonly acknowledged: readonly Acknowledged[];
  /** The clinician or the family said so (CLINICAL 5, tier 1c). */
  readonly concern: boolean;
  /** Screens this clinic recorded as declined. */
  readonly declined?: readonly DeclinedScreen[];
  /** Told by the family when the chart has none; never assumed. */
  readonly toldGestation?: GestationalAge;
}

const noPrompts: ChosenPrompts = { prompts: [], why: '' };

const gestationNoteFor = (
  chart: Chart,
  age: Age | undefined,
  gestation: GestationalAge | undefined,
): string | undefined => {
  if (!age || age.months >= correctionEndsMonths || gestation) return undefined;
  const gap = chart.gaps.some((one) => one.slice === 'gestationalAge');
  const why = gap
    ? 'Gestational age could not be read'
    : (chart.gestationalAgeUnusable ?? 'Gestational age is not in the chart');
  return `${why}: ages are not corrected, and term birth is not assumed.`;
};

/** CLINICAL 5, tier 3m. */
const followUpFirst =
  'First complete the Follow-Up interview. If it stays positive, refer for a diagnostic evaluation and to Early Intervention at the same time.';

/** From here on the words of the safety prompts are a young person's (the content's own bands). */
const youthWordsFromMonths = 144;

const holdsSafetyItem = (row: UnusableForm, instruments: ReadonlyMap<string, Instrument>): boolean => {
  const safetyItems =
    row.instrumentId === undefined ? [] : (instruments.get(row.instrumentId)?.safetyItems ?? []);
  return safetyItems.some(({ id }) => row.itemIds?.includes(id));
};

/** Decides the whole page from a chart, the clinical content and today's date in the clinic's zone. Pure. */
export const decideSummary = (chart: Chart, context: SummaryContext): Summary => {
  const { content, today } = context;
  const child = chart.child;
  const stop = stopFor(child, today);
  const language = familyLanguage(child, chart.caregivers);
  const gestation = chart.gestationalAge ?? context.toldGestation;
  const birthDate = stop ? undefined : child?.birthDate;
  const silent = stop !== undefined && stop.reason !== 'undatable' && stop.reason !== 'future-birth';

  const instruments = new Map(content.instruments.map((one) => [one.id, one]));
  const results = silent
    ? []
    : chart.forms.flatMap((form) => {
        const instrument = instruments.get(form.instrumentId);
        return instrument ? [readResult(form, instrument, birthDate, gestation)] : [];
      });
  const beforeBirth = results.filter((one) => birthDate && one.form.administeredOn < birthDate.earliest);
  const usable = results.filter((one) => !beforeBirth.includes(one));

  const birth = birthDate?.precision === 'day' ? birthDate.earliest : undefined;
  const age = birth ? ageOn(birth, today) : undefined;
  const oldest = birthDate && !birth ? ageOn(birthDate.earliest, today) : undefined;
  const youngest =
    birthDate && !birth
      ? (ageOn(birthDate.latest, today) ?? { months: 0, days: 0, ageInDays: 0 })
      : undefined;
  const corrected = birth ? correctedAgeOn(birth, today, gestation) : undefined;
  const gestationNote = gestationNoteFor(chart, age ?? youngest, gestation);

  const isAcknowledged = (key: string): boolean => context.acknowledged.some((one) => one.resultKey === key);
  // Safety is read whatever else is wrong with the form, its date included.
  const safety = results
    .filter((result) => result.safety.state === 'positive' && !isAcknowledged(result.key))
    .map((result) => ({ result, daysOld: daysBetween(result.form.administeredOn, today) }));
  const safetyUnread = silent
    ? []
    : chart.unusable.filter((row) => holdsSafetyItem(row, instruments) && !isAcknowledged(row.id));
  // An answer not yet reviewed speaks in the strip only; what stands in the open must not give it away.
  // Nor may an older form of the same instrument speak in its place: a low one would pass for the last word.
  const open = usable.filter(
    (one) =>
      !safety.some(
        ({ result }) => sameForm(one, result) && one.form.administeredOn <= result.form.administeredOn,
      ),
  );
  const readWhole = !chart.gaps.some(
    (one) => one.slice === 'observations' || one.slice === 'questionnaireResponses',
  );
  const isInDoubt = ({ instrument, form }: ScreeningResult): boolean =>
    !readWhole ||
    chart.unusable.some(
      (row) => row.instrumentId === instrument.id && (row.on === undefined || row.on >= form.administeredOn),
    );
  const leading = birthDate ? leadingTier(open, today, context.concern, isInDoubt) : undefined;
  const unusable: readonly UnusableForm[] = silent
    ? []
    : [
        ...chart.unusable.filter((one) => one.kind === 'unusable'),
        ...beforeBirth.map(({ form, instrument }): UnusableForm => ({
          id: form.id,
          instrumentId: instrument.id,
          label: instrument.name,
          reason: 'it is dated before the child’s birth',
          on: form.administeredOn,
          kind: 'unusable',
        })),
      ];
  const isConfidential = (row: UnusableForm): boolean =>
    row.instrumentId !== undefined && instruments.get(row.instrumentId)?.confidential === true;
  const safetyWhom = safety[0]?.result.aboutWhom;
  const safetyTier: LeadingTier | undefined =
    safety.length + safetyUnread.length > 0
      ? {
          tier: 'safety',
          because: 'an answer that calls for a look in this visit',
          ...(safetyWhom ? { aboutWhom: safetyWhom } : {}),
        }
      : undefined;
  const months = age?.months ?? youngest?.months;
  const promptsFor = (tier: LeadingTier | undefined, atMonths = months): ChosenPrompts =>
    atMonths === undefined ? noPrompts : choosePrompts(content, tier, atMonths, language.tag);
  // Safety words speak to whoever answered: a caregiver is not asked in a young person's words, nor the other way round.
  const safetyMonths =
    months === undefined || safetyWhom === undefined
      ? months
      : safetyWhom === 'caregiver'
        ? Math.min(months, youthWordsFromMonths - 1)
        : Math.max(months, youthWordsFromMonths);
  const stepsFor = (tier: LeadingTier | undefined): readonly OfferedStep[] =>
    birthDate ? decideNextSteps(content.referralKinds, tier, birthDate, today) : [];

  return {
    today,
    ...(stop ? { stop } : {}),
    ...(child ? { child } : {}),
    ...(age ? { age } : {}),
    ...(youngest && oldest ? { ageRange: [youngest, oldest] as const } : {}),
    ...(corrected ? { corrected } : {}),
    ...(gestationNote ? { gestationNote } : {}),
    language,
    safety,
    safetyUnread,
    crisisLines: content.crisisLines.filter(
      (line) =>
        (line.states === null || (context.state !== undefined && line.states.includes(context.state))) &&
        // Support lines are for caregivers; a young person is not handed a maternity line.
        (line.crisis || safetyWhom !== 'child'),
    ),
    consultLines: content.consultLines.filter(
      ({ states }) => states === null || (context.state !== undefined && states.includes(context.state)),
    ),
    due: birthDate
      ? decideDue(
          content.periodicity,
          content.instruments,
          usable,
          {
            birthDate,
            state: context.state,
            corrected,
          },
          today,
          readWhole,
        )
      : [],
    results: trended(usable, context.acknowledged),
    unusable: unusable.filter((row) => !isConfidential(row)),
    unusableConfidential: unusable.filter(isConfidential),
    notRecognised: silent ? [] : chart.unusable.filter((one) => one.kind === 'not-recognised'),
    otherSurveys: silent ? [] : chart.unusable.filter((one) => one.kind === 'other-survey'),
    ...(leading ? { leading } : {}),
    prompts: promptsFor(leading),
    safetyPrompts: safetyTier ? promptsFor(safetyTier, safetyMonths) : noPrompts,
    ...(leading?.tier === 'follow-up' ? { firstStep: followUpFirst } : {}),
    nextSteps: stepsFor(leading),
    safetySteps: stepsFor(safetyTier).filter((step) => !step.kind.forCaregiver || safetyWhom !== 'child'),
    orders: silent ? [] : chart.orders,
    gaps: chart.gaps,
  };
};
