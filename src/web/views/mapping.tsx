// The mapping console's first page: look for a test patient, see the drafts, hand them out.
import { dateWords } from '../../domain/date-words.ts';
import type { DraftLine } from '../../workflows/save-mapping.ts';
import type { FoundPatients } from '../../workflows/search-test-patients.ts';
import { type FieldContext, FaultSummary, SelectField, TextField } from './fields.tsx';
import { Layout, type Navigation } from './layout.tsx';
import { Act, type Console, DraftList, ExportCard } from './mapping-parts.tsx';
import { gapWords } from './words.ts';

const searchedBy = [
  { value: 'name', label: 'Name' },
  { value: 'mrn', label: 'Medical record number' },
  { value: 'id', label: 'FHIR id' },
];

const Found = ({ console, found }: { console: Console; found: FoundPatients }) => (
  <section class="card" aria-label="Patients found">
    <h2>Patients found</h2>
    {found.gap?.reason === 'beyond-cap' ? (
      <p>More match than are listed here. Type more of the name, or a number.</p>
    ) : found.gap ? (
      <p>{`The list may be incomplete. ${gapWords(found.gap)}`}</p>
    ) : null}
    {found.patients.length === 0 && !found.gap ? (
      <p>No patient your EHR lets you see matches. Only charts you may read yourself are found.</p>
    ) : null}
    <ul class="lines">
      {found.patients.map(({ id, name, born }) => (
        <li class="mapping-line">
          <div>
            <h3>
              <bdi>{name}</bdi>
            </h3>
            <p class="small">{`born ${dateWords(born)} · id ${id}`}</p>
          </div>
          <Act console={console} to="chart" fields={{ patientId: id }}>
            Explain this chart<span class="visually-hidden">{` of ${name}, born ${dateWords(born)}`}</span>
          </Act>
        </li>
      ))}
    </ul>
  </section>
);

export const MappingPage = ({
  console,
  navigation,
  context,
  found,
  drafts,
  ehrId,
  launchedFor,
}: {
  console: Console;
  navigation: Navigation;
  context: FieldContext;
  found?: FoundPatients;
  drafts: readonly DraftLine[];
  ehrId: string;
  /** The patient whose chart Hearth was opened from, if it was. */
  launchedFor: string | undefined;
}) => (
  <Layout title="Mapping" navigation={navigation} ready>
    <h1>How this EHR’s screening results are read</h1>
    <p>
      Look at a test patient’s chart: which resources became results, which did not, and why. Map what is not
      recognized, and see at once how the chart would read.
    </p>
    <FaultSummary faults={context.faults} title="Nothing was looked for" kept="Mend this and look again." />
    <section class="card" aria-label="Look for a test patient">
      <h2>Look for a test patient</h2>
      {launchedFor === undefined ? null : (
        <Act console={console} to="chart" fields={{ patientId: launchedFor }} quiet>
          Explain the chart Hearth was opened from
        </Act>
      )}
      <form method="post" action={`${console.at}/search`}>
        <input type="hidden" name="_csrf" value={console.csrf} />
        <div class="filters">
          <SelectField context={context} name="by" label="Search by" options={searchedBy} />
          <TextField
            context={context}
            name="text"
            label="Name or number"
            hint="Your EHR decides whom you may see."
            maxlength={200}
          />
        </div>
        <p class="buttons">
          <button type="submit">Search</button>
        </p>
      </form>
    </section>
    {found ? <Found console={console} found={found} /> : null}
    <section class="card" aria-label="Drafts">
      <h2>Drafts of this EHR</h2>
      <DraftList console={console} drafts={drafts} />
      <div class="buttons">
        <Act console={console} to="edit" fields={{ draftKind: 'codes' }} quiet>
          Map a code by hand
        </Act>
        <Act console={console} to="edit" fields={{ draftKind: 'answers' }} quiet>
          Give an answer its number
        </Act>
      </div>
    </section>
    <ExportCard console={console} drafts={drafts} ehrId={ehrId} />
  </Layout>
);
