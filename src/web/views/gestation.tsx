// Born early or not: the arithmetic where it is known, a question to the family where it is not. Term birth is never assumed.
import type { Summary } from '../../domain/summary.ts';

const weeks = Array.from({ length: 18 }, (_, index) => 24 + index);

export const Gestation = ({ summary, launchId }: { summary: Summary; launchId: string }) => (
  <>
    {summary.corrected ? (
      <p class="small">{`Visits go by age from birth; forms that correct for early birth go by corrected age (${summary.corrected.how}).`}</p>
    ) : null}
    {summary.gestationNote ? (
      <form method="get" action={`/launches/${launchId}/summary`} class="small">
        <p>{summary.gestationNote}</p>
        <label for="bornAtWeeks">If the family knows: born at how many weeks?</label>
        <div class="buttons no-print">
          <select id="bornAtWeeks" name="bornAtWeeks">
            <option value="">Not known</option>
            {weeks.map((one) => (
              <option value={String(one)}>{`${one} weeks`}</option>
            ))}
          </select>
          <button type="submit" class="quiet">
            Use it for this visit
          </button>
        </div>
      </form>
    ) : null}
  </>
);
