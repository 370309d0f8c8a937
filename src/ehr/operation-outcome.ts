// What may be repeated of an OperationOutcome: codes. Its texts and diagnostics quote the request, so patient data.
import { isRecord } from './json.ts';

// FHIR R4 value set issue-type.
const issueTypes = new Set(
  (
    'invalid structure required value invariant security login unknown expired forbidden suppressed processing ' +
    'not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly ' +
    'business-rule conflict transient lock-error no-store exception timeout incomplete throttled informational'
  ).split(' '),
);
// HL7's operation-outcome message codes, and the short numbers some EHRs use; a longer number could be a record number.
const messageCode = /^(?:MSG_[A-Z_]{1,40}|\d{1,5})$/;

export interface OutcomeIssue {
  readonly severity: string;
  readonly code: string;
  readonly messageCodes: readonly string[];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Issues of an OperationOutcome, known codes only; empty for anything else. */
export const issuesOf = (body: unknown): readonly OutcomeIssue[] => {
  if (!isRecord(body) || body['resourceType'] !== 'OperationOutcome') return [];
  return listOf(body['issue'])
    .filter(isRecord)
    .map((issue) => {
      const details = isRecord(issue['details']) ? issue['details'] : {};
      const code = issue['code'];
      return {
        severity: typeof issue['severity'] === 'string' ? issue['severity'] : '',
        code: typeof code === 'string' && issueTypes.has(code) ? code : 'unknown',
        messageCodes: listOf(details['coding'])
          .filter(isRecord)
          .map((coding) => coding['code'])
          .filter((one): one is string => typeof one === 'string' && messageCode.test(one)),
      };
    });
};

/** The codes in one short line, at most 200 characters. */
export const issueCodes = (body: unknown): readonly string[] => [
  ...new Set(
    issuesOf(body)
      .slice(0, 5)
      .flatMap((issue) => [issue.code, ...issue.messageCodes.slice(0, 2)]),
  ),
];

/** Whether an outcome inside a searchset says that the list may not be all of it (anything but information). */
export const saysIncomplete = (body: unknown): boolean =>
  issuesOf(body).some(
    (issue) => issue.severity !== 'information' || issue.code === 'incomplete' || issue.code === 'suppressed',
  );
