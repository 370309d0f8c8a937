// For the clinician's eyes: the family may be looking at the screen, a partner too, and paper travels.
import type { ComponentChildren } from 'preact';
import type { Summary } from '../../domain/summary.ts';

/** The words on anything that only the clinician should see at this moment. */
export const openAlone = 'Open when you are alone';

/** Whether what leads the page was answered in confidence: then what follows from it is as telling as the answer. */
export const isLedInConfidence = ({ leading }: Summary): boolean =>
  leading?.confidence !== undefined && leading.confidence !== 'none';

/** Closed on the page, absent from paper even when it was open on the screen. */
export const Closed = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <details class="no-print">
    <summary>{label}</summary>
    {children}
  </details>
);

/** It stands on every printed summary, so that its presence gives nothing away. */
export const LeftOutOfPrint = () => (
  <p class="print-only">
    Left out of print: whatever a caregiver, the family or a young person may have answered in confidence, and
    what follows from it. It is on the screen only.
  </p>
);
