// Patient and RelatedPerson -> Child and Caregiver.
import type { HumanName, Patient, PatientCommunication, RelatedPerson } from 'fhir/r4.js';
import { parsePartialDate } from '../domain/age.ts';
import type { Caregiver, Child, Language } from '../domain/chart.ts';
import { canonicalLanguage } from '../domain/language.ts';
import { codingsOf, labelOf, localReference } from './codes.ts';
import { hasHiddenCharacters, visibleText } from './text.ts';

const interpreterNeededUrl = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed';
const interpreterRequiredUrl = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';

const rawName = (names: readonly HumanName[] | undefined): string => {
  const name =
    names?.find((one) => one.use === 'official') ?? names?.find((one) => one.use === 'usual') ?? names?.[0];
  if (!name) return '';
  return name.text ?? [...(name.given ?? []), name.family ?? ''].join(' ').trim();
};

export const nameOf = (names: readonly HumanName[] | undefined): string =>
  visibleText(rawName(names)) || 'Name not in the chart';

const languagesOf = (
  communication: readonly Pick<PatientCommunication, 'language' | 'preferred'>[] | undefined,
): readonly Language[] =>
  (communication ?? []).flatMap(({ language, preferred }) => {
    const written = codingsOf(language).flatMap((coding) => [coding.code, coding.display]);
    for (const text of [...written, language.text]) {
      const tag = text === undefined ? undefined : canonicalLanguage(text);
      if (tag && text) return [{ tag, original: visibleText(text), preferred: preferred === true }];
    }
    return [];
  });

/** US Core 8's coded extension, else the older boolean; silence is `unknown`, never `no` (REFERRAL 4). */
const interpreterNeededOf = (resource: Patient | RelatedPerson): 'yes' | 'no' | 'unknown' => {
  for (const extension of resource.extension ?? []) {
    if (extension.url === interpreterRequiredUrl && extension.valueBoolean !== undefined)
      return extension.valueBoolean ? 'yes' : 'no';
    if (extension.url !== interpreterNeededUrl) continue;
    const codes = [
      ...codingsOf(extension.valueCodeableConcept),
      ...(extension.valueCoding ? [extension.valueCoding] : []),
    ].map((coding) => coding.code);
    if (codes.some((code) => code === '373066001' || code === 'yes')) return 'yes';
    if (codes.some((code) => code === '373067005' || code === 'no')) return 'no';
  }
  return 'unknown';
};

/** A date of death that was withheld is one all the same: then only the element beside it is there. */
const isDeceased = (patient: Patient): boolean =>
  patient.deceasedBoolean === true ||
  patient.deceasedDateTime !== undefined ||
  patient._deceasedDateTime !== undefined;

export const childFrom = (patient: Patient): Child => {
  const address = patient.address?.find((one) => one.use === 'home') ?? patient.address?.[0];
  const zip = /^\d{5}/.exec(address?.postalCode?.trim() ?? '')?.[0];
  const birthDate = patient.birthDate === undefined ? undefined : parsePartialDate(patient.birthDate);
  const replacedBy = patient.link?.find((link) => link.type === 'replaced-by');
  const survivor = localReference(replacedBy?.other) ?? (replacedBy ? 'another chart' : undefined);
  return {
    id: patient.id ?? '',
    name: nameOf(patient.name),
    ...(birthDate ? { birthDate } : {}),
    deceased: isDeceased(patient),
    active: patient.active !== false,
    ...(survivor ? { replacedBy: survivor } : {}),
    languages: languagesOf(patient.communication),
    interpreterNeeded: interpreterNeededOf(patient),
    ...(zip ? { zip } : {}),
    ...(address?.state ? { state: visibleText(address.state, 20) } : {}),
    hiddenCharacters: hasHiddenCharacters(rawName(patient.name)),
  };
};

export const caregiverFrom = (person: RelatedPerson): Caregiver => {
  const relationship = person.relationship?.map((one) => labelOf(one)).find((label) => label !== undefined);
  return {
    id: person.id ?? '',
    name: nameOf(person.name),
    ...(relationship ? { relationship: relationship.toLowerCase() } : {}),
    languages: languagesOf(person.communication),
    interpreterNeeded: interpreterNeededOf(person),
  };
};
