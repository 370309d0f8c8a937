// What the doctor finds, and how it says it.
import { printable } from './printable.ts';

export type CheckStatus = 'green' | 'amber' | 'red';

/** One thing looked at. Holds no secret, token or patient data: it may be pasted into a ticket. */
export interface Check {
  /** Stable, for machines: `discovery`, `pkce`, `scopes`... */
  readonly id: string;
  /** The registration looked at, or registration and app: `north`, `north/clinician`. */
  readonly subject: string;
  readonly status: CheckStatus;
  readonly found: string;
  /** Absent when there is nothing to do. */
  readonly whatToDo?: string;
}

export interface DoctorReport {
  readonly checks: readonly Check[];
  readonly worst: CheckStatus;
}

const order: readonly CheckStatus[] = ['green', 'amber', 'red'];

export const worstOf = (checks: readonly Check[]): CheckStatus =>
  checks.reduce<CheckStatus>(
    (worst, { status }) => (order.indexOf(status) > order.indexOf(worst) ? status : worst),
    'green',
  );

/** 0 for green and amber, 1 for red: a launch would fail. */
export const doctorExitCode = (report: DoctorReport): 0 | 1 => (report.worst === 'red' ? 1 : 0);

/** The report for a terminal: one block a check, the word before the colour so it reads without one. */
export const renderDoctorText = (report: DoctorReport): string => {
  const blocks = report.checks.map(({ status, subject, id, found, whatToDo }) =>
    [
      `${status.toUpperCase().padEnd(5)}  ${subject}  ${id}`,
      ...indented(found, '         '),
      ...(whatToDo === undefined ? [] : indented(whatToDo, '       > ')),
    ].join('\n'),
  );
  const counted = order
    .map((status) => `${report.checks.filter((check) => check.status === status).length} ${status}`)
    .join(', ');
  return [...blocks, `${counted}.`].join('\n');
};

/** The report for machines. */
export const renderDoctorJson = (report: DoctorReport): string => JSON.stringify(report, null, 2);

const indented = (text: string, indent: string): string[] =>
  printable(text)
    .split('\n')
    .map((line) => indent + line);
