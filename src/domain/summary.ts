// The summary page as a finished thought: everything the page shows about one child, decided here and nowhere else.
import type { Age, CalendarDate } from './age.ts';
import type { Chart, ChartOrder, Child, DeclinedScreen, Gap, GestationalAge, UnusableForm } from './chart.ts';
import { type FamilyLanguage, familyLanguage } from './family-language.ts';
import type { ClinicalContent, ConsultLine, TierContent } from './screening/content.ts';
import { type CrisisLineHere, crisisLinesHere } from './crisis-here.ts';
import type { CorrectedAge } from './screening/corrected-age.ts';
import { type DueLine, meetsRule } from './screening/due.ts';
import { decideNextSteps, type OfferedStep, type StepsNeed } from './screening/next-steps.ts';
import { thirdBirthdayNotice } from './screening/early-intervention.ts';
import { withFollowUps } from './screening/follow-up.ts';
import { type ChosenPrompts, choosePrompts } from './screening/prompt-choice.ts';
import { readResult } from './screening/read-result.ts';
import { type Rescreen, rescreenOf } from './screening/rescreen.ts';
import type { ScreeningResult } from './screening/result.ts';
import type { ScreeningTopic } from './screening/schedule.ts';
import { currentResults, type LeadingTier, leadingTier, tierOf } from './screening/tier.ts';
import { tierWords } from './screening/tier-words.ts';
import type { Timeline } from './screening/timeline.ts';
import { type Acknowledged, type TrendedResult, trended } from './screening/trend.ts';
import type { Visit } from './screening/visit.ts';
import { agesOn } from './summary-ages.ts';
import { unusedLists } from './summary-lists.ts';
import { openResults, safetyOfChart } from './summary-safety.ts';
import { scheduleToday } from './summary-schedule.ts';
import { stopFor } from './summary-stop.ts';

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
  readonly crisisLines: readonly CrisisLineHere[];
  readonly due: readonly DueLine[];
  /** The well-child visit this day belongs to, where the schedule has one. */
  readonly visit?: Visit;
  /** Birth to now, where the birth date is whole. */
  readonly timeline?: Timeline;
  readonly results: readonly TrendedResult[];
  readonly unusable: readonly UnusableForm[];
  /** Of every kind, where the instrument or its words speak of what is told in confidence: closed until tapped, like such results. */
  readonly unusableConfidential: readonly UnusableForm[];
  readonly notRecognised: readonly UnusableForm[];
  readonly otherSurveys: readonly UnusableForm[];
  readonly leading?: LeadingTier;
  readonly prompts: ChosenPrompts;
  /** What the leading tier means and what comes first. */
  readonly tier?: TierContent;
  /** When that tier screens again, counted from the result that leads. */
  readonly rescreen?: Rescreen;
  /** Whom the clinician may call about this child or the caregiver; for clinicians alone. */
  readonly consultLines: readonly ConsultLine[];
  readonly nextSteps: readonly OfferedStep[];
  /** Early Intervention is about to close for this child, whatever was screened. */
  readonly thirdBirthday?: string;
  readonly orders: readonly ChartOrder[];
  readonly gaps: readonly Gap[];
}

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
  /** What the site's programs count as full term when they correct; 39 weeks unless said (CLINICAL 2b.3). */
  readonly fullTermWeeks?: GestationalAge['fullTermWeeks'];
}

const noPrompts: ChosenPrompts = { prompts: [], why: '' };

/** A first year is the time of the caregiver screens: then a line about the caregiver belongs on the page. */
const caregiverLinesUntilMonths = 12;

/** By the rules a result would meet. A form of a narrower matter meets the yearly rule of behavior too: the narrower one says more. */
const topicsOfResult = (result: ScreeningResult, content: ClinicalContent): readonly ScreeningTopic[] => {
  const met = content.periodicity.filter((rule) => meetsRule(result, rule)).map(({ topic }) => topic);
  const narrower = met.filter((topic) => topic !== 'behavioural');
  return narrower.length > 0 ? narrower : met;
};

/** What the results that call for something were looking for; where none does, those of the tier that leads. */
const topicsOf = (
  results: readonly ScreeningResult[],
  { tier: leads }: LeadingTier,
  content: ClinicalContent,
  today: CalendarDate,
): readonly ScreeningTopic[] => {
  const calling = currentResults(results, today).filter((one) => {
    const tier = tierOf(one);
    return tier === 'positive' || tier === 'follow-up' || tier === leads;
  });
  return [...new Set(calling.flatMap((one) => topicsOfResult(one, content)))];
};

/** Whether anything of this instrument was found and not used since, or not everything could be read. */
const doubtOf = (chart: Chart, readWhole: boolean): ((result: ScreeningResult) => boolean) => {
  const unusedSince = new Map<string, CalendarDate | 'always'>();
  for (const { instrumentId, on } of chart.unusable) {
    if (instrumentId === undefined) continue;
    const other = unusedSince.get(instrumentId);
    if (on === undefined) unusedSince.set(instrumentId, 'always');
    else if (other !== 'always' && (other === undefined || other < on)) unusedSince.set(instrumentId, on);
  }
  return ({ instrument, form }) => {
    const since = unusedSince.get(instrument.id);
    return !readWhole || since === 'always' || (since !== undefined && since >= form.administeredOn);
  };
};

/** Decides the whole page from a chart, the clinical content and today's date in the clinic's zone. Pure, and linear in the chart. */
export const decideSummary = (chart: Chart, context: SummaryContext): Summary => {
  const { content, today, state } = context;
  const child = chart.child;
  const stop = stopFor(child, today);
  const language = familyLanguage(child, chart.caregivers);
  const told = chart.gestationalAge ?? context.toldGestation;
  const gestation = told && context.fullTermWeeks ? { ...told, fullTermWeeks: context.fullTermWeeks } : told;
  const birthDate = stop ? undefined : child?.birthDate;
  // Nothing of a chart that is not this child's any more, or of a child who has died.
  const silent = stop !== undefined && stop.reason !== 'undatable' && stop.reason !== 'future-birth';

  const instruments = new Map(content.instruments.map((one) => [one.id, one]));
  const forms = silent ? [] : withFollowUps(chart.forms, instruments);
  const unusable = silent ? [] : chart.unusable;
  const results = forms.flatMap((form) => {
    const instrument = instruments.get(form.instrumentId);
    return instrument ? [readResult(form, instrument, birthDate, gestation)] : [];
  });
  const isBeforeBirth = ({ form }: ScreeningResult): boolean =>
    birthDate !== undefined && form.administeredOn < birthDate.earliest;
  const usable = results.filter((one) => !isBeforeBirth(one));

  const { birth: _birth, ...ages } = agesOn(today, birthDate, chart, gestation);
  const [youngest, oldest] = ages.ageRange ?? [ages.age, ages.age];
  const months = youngest && oldest && { from: youngest.months, to: oldest.months };
  const safety = safetyOfChart(results, unusable, instruments, context.acknowledged, today);
  const open = openResults(usable, safety.answers);
  const readWhole = !chart.gaps.some(
    ({ slice }) => slice === 'observations' || slice === 'questionnaireResponses',
  );
  const leading = birthDate
    ? leadingTier(open, today, context.concern, doubtOf(chart, readWhole))
    : undefined;
  const tier = leading && tierWords(content.tiers, leading, months);
  const rescreen = rescreenOf(tier, leading?.on, today);
  const declined = [...chart.declined, ...(context.declined ?? [])];
  const schedule = birthDate
    ? scheduleToday(content, state, { birthDate, gestation }, usable, declined, today, readWhole)
    : { due: [] };

  const promptsFor = (forTier: LeadingTier | undefined): ChosenPrompts =>
    months === undefined
      ? noPrompts
      : choosePrompts(content, forTier, months, language.tag, safety.tier !== undefined);
  const stepsFor = (need: StepsNeed | undefined): readonly OfferedStep[] =>
    birthDate ? decideNextSteps(content.referralKinds, need, birthDate, today, state) : [];
  const isHere = ({ states }: { readonly states: readonly string[] | null }): boolean =>
    states === null || (state !== undefined && states.includes(state));
  const saidBy = safety.tier ? safety.aboutWhom : leading?.aboutWhom;
  const isAboutCaregiver =
    leading?.aboutWhom === 'caregiver' || (months !== undefined && months.from < caregiverLinesUntilMonths);

  const thirdBirthday = birthDate && thirdBirthdayNotice(birthDate, today);
  return {
    today,
    ...(stop ? { stop } : {}),
    ...(child ? { child } : {}),
    ...ages,
    language,
    safety: safety.answers,
    safetyUnread: safety.unread,
    crisisLines: crisisLinesHere(content.crisisLines, state, child?.state).filter(
      // Support lines are for caregivers; a young person is not handed a maternity line.
      (line) => line.crisis || saidBy !== 'child',
    ),
    consultLines: silent
      ? []
      : content.consultLines.filter((line) => isHere(line) && (line.about === 'child' || isAboutCaregiver)),
    ...schedule,
    results: trended(usable, context.acknowledged, today),
    ...unusedLists(unusable, results.filter(isBeforeBirth), instruments),
    ...(leading ? { leading } : {}),
    ...(tier ? { tier } : {}),
    ...(rescreen ? { rescreen } : {}),
    prompts: promptsFor(leading),
    safetyPrompts: safety.tier ? promptsFor(safety.tier) : noPrompts,
    nextSteps: stepsFor(leading && { ...leading, topics: topicsOf(open, leading, content, today) }),
    safetySteps: stepsFor(safety.tier).filter(
      ({ kind }) => !kind.forCaregiver || safety.aboutWhom !== 'child',
    ),
    ...(thirdBirthday ? { thirdBirthday } : {}),
    orders: silent ? [] : chart.orders,
    gaps: chart.gaps,
  };
};
