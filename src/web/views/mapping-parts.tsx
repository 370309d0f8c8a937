// Small pieces the mapping console's pages share.
import type { ComponentChildren } from 'preact';
import type { FormPart } from '../../domain/screening/code-map.ts';
import type { Instrument } from '../../domain/screening/instrument.ts';
import { draftKinds, type DraftKind } from '../../domain/screening/mapping-draft.ts';
import type { DraftLine } from '../../workflows/save-mapping.ts';
import type { OptionGroup } from './fields.tsx';
import { Tag } from './layout.tsx';

/** What every form of the console carries. */
export interface Console {
  /** `/launches/{id}/mapping` */
  readonly at: string;
  readonly csrf: string;
  readonly instruments: readonly Instrument[];
}

/** A button with what it needs, as a form of its own: names and numbers of patients stand in no address. */
export const Act = ({
  console: { at, csrf },
  to,
  fields,
  quiet,
  children,
}: {
  console: Console;
  to: string;
  fields: Readonly<Record<string, string | undefined>>;
  quiet?: boolean;
  children: ComponentChildren;
}) => (
  <form method="post" action={`${at}/${to}`}>
    <input type="hidden" name="_csrf" value={csrf} />
    {Object.entries(fields).map(([name, value]) =>
      value === undefined ? null : <input type="hidden" name={name} value={value} />,
    )}
    <button type="submit" class={quiet ? 'quiet' : undefined}>
      {children}
    </button>
  </form>
);

const instrumentName = (instruments: readonly Instrument[], id: string): string =>
  instruments.find((one) => one.id === id)?.name ?? id;

/** `PSC-17: total score`, `PHQ-9: question 9`, `PSC-17: the whole form`. */
export const partWords = (
  instruments: readonly Instrument[],
  instrumentId: string,
  part: FormPart,
): string => {
  const instrument = instruments.find(({ id }) => id === instrumentId);
  const name = instrumentName(instruments, instrumentId);
  if (part.kind === 'panel') return `${name}: the whole form`;
  if (part.kind === 'score')
    return `${name}: ${instrument?.scores.find(({ id }) => id === part.id)?.name ?? part.id}`;
  const number = /^item-(\d+)$/.exec(part.id)?.[1];
  return `${name}: question ${number ?? part.id}`;
};

/** Everything a code may carry, by instrument. */
export const carriesOptions = (instruments: readonly Instrument[]): readonly OptionGroup[] =>
  instruments.map(({ id, name, scores }) => ({
    group: name,
    options: [
      { value: `${id}/panel`, label: `${name}: the whole form` },
      ...scores.map((score) => ({ value: `${id}/score/${score.id}`, label: `${name}: ${score.name}` })),
      { value: `${id}/item`, label: `${name}: one question, numbered below` },
    ],
  }));

export const formOptions = (instruments: readonly Instrument[]): readonly OptionGroup[] =>
  instruments.flatMap(({ id, name, forms }) =>
    forms.length === 0
      ? []
      : [
          {
            group: name,
            options: forms.map((form) => ({ value: `${id}/${form.id}`, label: `${name}: ${form.name}` })),
          },
        ],
  );

const draftWords = (instruments: readonly Instrument[], { draft }: DraftLine): string => {
  switch (draft.kind) {
    case 'codes':
      return `${draft.row.code} carries ${partWords(instruments, draft.row.instrumentId, draft.row.part)}`;
    case 'questionnaires': {
      const count = Object.keys(draft.row.items).length;
      const versions = draft.row.versions ? ` version ${draft.row.versions.join(', ')}` : '';
      return `${draft.row.questionnaire}${versions} is the ${instrumentName(instruments, draft.row.instrumentId)}, ${count} ${count === 1 ? 'question' : 'questions'} mapped`;
    }
    case 'answers':
      return `The answer ${draft.row.code} is worth ${draft.row.value} in ${draft.row.instruments
        .map((id) => instrumentName(instruments, id))
        .join(', ')}`;
  }
};

/** Drafts of this EHR, each with a way to change it and to take it away. `patientId`: the chart one comes back to. */
export const DraftList = ({
  console,
  drafts,
  patientId,
}: {
  console: Console;
  drafts: readonly DraftLine[];
  patientId?: string;
}) =>
  drafts.length === 0 ? (
    <p>No draft yet.</p>
  ) : (
    <ul class="lines">
      {drafts.map((line) => {
        const { draft, key, isLive, on } = line;
        const fields = { draftKind: draft.kind, key, patientId };
        const words = draftWords(console.instruments, line);
        return (
          <li class="mapping-line">
            <div>
              <p>
                <bdi>{words}</bdi>
              </p>
              <p class="small">
                {draft.kind === 'questionnaires' ? '' : `${draft.row.system} · `}
                {`${draft.by}, ${on} `}
                {isLive ? <Tag kind="below">in use already</Tag> : <Tag kind="unknown">draft</Tag>}
              </p>
            </div>
            <div class="mapping-acts">
              <Act console={console} to="edit" fields={fields} quiet>
                Change<span class="visually-hidden">{` the draft ${words}`}</span>
              </Act>
              <Act console={console} to="remove" fields={fields} quiet>
                Remove<span class="visually-hidden">{` the draft ${words}`}</span>
              </Act>
            </div>
          </li>
        );
      })}
    </ul>
  );

const kindWords: Readonly<Record<DraftKind, string>> = {
  codes: 'Codes',
  questionnaires: 'Forms',
  answers: 'Answers',
};

/** Where drafts go from here: a file each, a directory, a check. */
export const ExportCard = ({
  console: { at },
  drafts,
  ehrId,
}: {
  console: Console;
  drafts: readonly DraftLine[];
  ehrId: string;
}) => {
  const kinds = draftKinds.filter((kind) => drafts.some(({ draft }) => draft.kind === kind));
  return (
    <section class="card" aria-label="From draft to use">
      <h2>From draft to use</h2>
      <p>
        A draft changes nothing a clinician sees. Mappings are clinical content, checked data with a source:
        they come into use when these files stand in your site’s content directory,{' '}
        <code>hearth content check</code> accepts them, and Hearth is started again.
      </p>
      {kinds.length === 0 ? (
        <p>There is nothing to export yet.</p>
      ) : (
        <ul>
          {kinds.map((kind) => (
            <li>
              <a href={`${at}/export/${kind}`}>{`${kindWords[kind]}: ${kind}/${ehrId}.json`}</a>
            </li>
          ))}
        </ul>
      )}
      <p class="small">
        Each file holds every draft of its kind and takes the place of an earlier export, so a draft that is
        in use already stays here until you remove it.
      </p>
    </section>
  );
};
