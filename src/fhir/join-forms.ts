// Forms of one chart, each administration once. What the source ties together is one; what merely agrees is joined where only one reading of
// the day is possible; what disagrees stays apart, all of it shown (SECURITY H15, H17). The order of resources changes nothing.
import { type CalendarDate, daysBetween } from '../domain/age.ts';
import type { ReportedForm } from '../domain/chart.ts';
import {
  byText,
  distinctOrigins,
  type Draft,
  formsOfOne,
  grouped,
  identities,
  type Identity,
  inOrder,
  reported,
  splitBy,
} from './form-draft.ts';
import type { Fragment } from './reading.ts';

/** Past this many different forms of one instrument on one day nothing more is joined: no clinic made them. */
const mostOfOneDay = 60;

const isSame = (one: Draft, other: Draft, identity: Identity): boolean =>
  one.said[identity] === other.said[identity];
const contradicts = (one: Draft, other: Draft, identity: Identity): boolean =>
  one.said[identity] !== undefined && other.said[identity] !== undefined && !isSame(one, other, identity);

/** Whether the two could be one form: nothing contradicts, and an edition is taken over only with a score both report. */
const couldBeOne = (one: Draft, other: Draft): boolean => {
  if (identities.some((identity) => contradicts(one, other, identity))) return false;
  let sharesScore = false;
  for (const [key, value] of one.parts) {
    if (!other.parts.has(key)) continue;
    if (other.parts.get(key) !== value) return false;
    sharesScore ||= key.startsWith('score ');
  }
  return sharesScore || (isSame(one, other, 'edition') && isSame(one, other, 'formId'));
};

/** Whether everything the one says is said by the other too. */
const isWithin = (one: Draft, other: Draft): boolean =>
  one.parts.size <= other.parts.size &&
  couldBeOne(one, other) &&
  identities.every((identity) => one.said[identity] === undefined || isSame(one, other, identity)) &&
  [...one.parts.keys()].every((key) => other.parts.has(key));

const joined = (drafts: readonly Draft[]): Draft => {
  const [first, ...others] = drafts.toSorted(
    (one, other) => other.parts.size - one.parts.size || byText(one.id, other.id),
  );
  const all = [first as Draft, ...others];
  const dateNote = all.find((one) => one.dateNote !== undefined)?.dateNote;
  return {
    ...(first as Draft),
    parts: new Map(all.flatMap(({ parts }) => [...parts])),
    said: all.reduce<Draft['said']>((said, one) => ({ ...said, ...one.said }), {}),
    who: all.reduce<Draft['who']>((who, one) => ({ ...who, ...one.who }), {}),
    ...(dateNote === undefined ? {} : { dateNote }),
    verdicts: all.flatMap(({ verdicts }) => verdicts),
    notes: [...new Set(all.flatMap(({ notes }) => notes))],
    origins: distinctOrigins(all.flatMap(({ origins }) => origins)),
    resources: [...new Set(all.flatMap(({ resources }) => resources))],
  };
};

const signatureOf = ({ parts, said }: Draft): string =>
  JSON.stringify([
    identities.map((one) => said[one] ?? null),
    [...parts].sort((one, other) => byText(one[0], other[0])),
  ]);

/** Forms of one instrument on one day. */
const joinDay = (drafts: readonly Draft[]): readonly Draft[] => {
  const distinct = grouped(drafts, signatureOf).map(joined);
  if (distinct.length === 1 || distinct.length > mostOfOneDay) return distinct;

  // What adds nothing to a fuller form is one more place where that one stands.
  const above = (one: Draft): readonly Draft[] =>
    distinct.filter((other) => other !== one && isWithin(one, other) && !isWithin(other, one));
  const fullest = distinct.filter((one) => above(one).length === 0);
  const left = new Map(fullest.map((one) => [one, [one]]));
  const unplaced: Draft[] = [];
  for (const one of distinct.filter((each) => !left.has(each))) {
    const targets = above(one).filter((other) => left.has(other));
    // A panel without parts says something only where there is one form it can mean.
    if (one.parts.size === 0 && targets.length !== 1) unplaced.push(one);
    else for (const target of targets) left.get(target)?.push(one);
  }
  const rest = [...left.values()].map(joined);

  // Two that fit each other and exactly the same others are one; one that fits two which do not fit each other stays by itself.
  const fits = rest.map((one) =>
    rest.flatMap((other, index) => (one === other || couldBeOne(one, other) ? [index] : [])).join(' '),
  );
  const classes = grouped(
    rest.map((_, index) => index),
    (index) => fits[index] ?? '',
  );
  return [...classes.map((indexes) => joined(indexes.flatMap((index) => rest[index] ?? []))), ...unplaced];
};

export interface JoinedForms {
  /** Newest first. */
  readonly forms: readonly ReportedForm[];
  /** Resources of panels that no form took in. */
  readonly emptyFrames: ReadonlySet<string>;
}

/** How far apart the days of one administration may be said: a form filed on the day after it was filled in. */
const filedWithinDays = 3;

/**
 * What the source ties together is one administration also where it dates its parts a day apart: of the first of those days, and that is
 * said. Further apart it is a form that was given again.
 */
const datedAlike = (fragments: readonly Fragment[]): readonly Fragment[] => {
  const days = [...new Set(fragments.map(({ on }) => on))].toSorted();
  if (days.length < 2) return fragments;
  const firsts = new Map<CalendarDate, CalendarDate>();
  let [first] = days as [CalendarDate];
  for (const day of days) {
    if (daysBetween(first, day) > filedWithinDays) first = day;
    firsts.set(day, first);
  }
  return fragments.map((one) => {
    const on = firsts.get(one.on) ?? one.on;
    const others = days.filter((day) => day !== on && firsts.get(day) === on);
    if (others.length === 0) return one;
    const dateNote = `the chart dates parts of it ${[on, ...others].join(' and ')}; the first is taken`;
    return { ...one, on, dateNote };
  });
};

export const joinForms = (fragments: readonly Fragment[]): JoinedForms => {
  // In one order from here on, whatever the EHR's was.
  const tied = grouped(inOrder(fragments), ({ administration, instrumentId }) =>
    JSON.stringify([administration, instrumentId]),
  );
  const administrations = tied.flatMap((one) => grouped(datedAlike(one), ({ on }) => on));
  const drafts = administrations.flatMap((all) => {
    const apart = identities.reduce<readonly (readonly Fragment[])[]>(
      (groups, identity) => groups.flatMap((group) => splitBy(group, identity)),
      [all],
    );
    return apart.flatMap(formsOfOne);
  });
  const days = [
    ({ instrumentId, on, moment }: Draft) => `${instrumentId} ${on} ${moment}`,
    ({ instrumentId, on }: Draft) => `${instrumentId} ${on}`,
  ].reduce<readonly Draft[]>((all, keyOf) => grouped(all, keyOf).flatMap(joinDay), drafts);
  const forms = days
    .filter(({ parts }) => parts.size > 0)
    .map(reported)
    .sort(
      (one, other) =>
        byText(other.administeredOn, one.administeredOn) ||
        byText(one.instrumentId, other.instrumentId) ||
        byText(one.id, other.id) ||
        byText(JSON.stringify(one.scores), JSON.stringify(other.scores)),
    );
  return {
    forms,
    emptyFrames: new Set(days.filter(({ parts }) => parts.size === 0).flatMap(({ resources }) => resources)),
  };
};
