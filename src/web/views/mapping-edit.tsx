// One code, form or answer, and what it carries.
import type { DraftKind } from '../../domain/screening/mapping-draft.ts';
import type { AskedQuestion } from '../../fhir/unmapped.ts';
import { questionField } from '../forms/mapping-form.ts';
import { type FieldContext, FaultSummary, RadioField, SelectField, TextField } from './fields.tsx';
import { Layout, type Navigation } from './layout.tsx';
import { carriesOptions, type Console, formOptions } from './mapping-parts.tsx';

interface EditProps {
  readonly console: Console;
  readonly context: FieldContext;
}

const textIn = ({ typed }: FieldContext, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};

/** What the EHR sends is fixed where it came from a chart, and typed where it did not. */
const CodeFields = ({ context, fixed, what }: { context: FieldContext; fixed: boolean; what: string }) =>
  fixed ? (
    <>
      <dl class="pairs">
        <dt>{what}</dt>
        <dd>
          <bdi>{textIn(context, 'code')}</bdi>
        </dd>
        <dt>Code system</dt>
        <dd>
          <bdi>{textIn(context, 'system')}</bdi>
        </dd>
      </dl>
      <input type="hidden" name="system" value={textIn(context, 'system')} />
      <input type="hidden" name="code" value={textIn(context, 'code')} />
    </>
  ) : (
    <>
      <TextField
        context={context}
        name="system"
        label="Code system"
        hint="The URI, exactly as the EHR sends it."
        maxlength={500}
      />
      <TextField
        context={context}
        name="code"
        label={what}
        hint="Exactly as the EHR sends it."
        maxlength={200}
      />
    </>
  );

const EditionAndForm = ({ console, context }: EditProps) => (
  <>
    <TextField
      context={context}
      name="edition"
      label="Edition"
      hint="Only where the code or form itself means one edition, such as the second. Hearth never guesses it."
      maxlength={60}
    />
    <SelectField
      context={context}
      name="form"
      label="Age form"
      hint="Only where the code or form itself means one age form."
      options={formOptions(console.instruments)}
      empty="Not said by the code"
    />
  </>
);

const InstrumentField = ({ console, context }: EditProps) => (
  <SelectField
    context={context}
    name="instrument"
    label="Instrument"
    options={console.instruments.map(({ id, name }) => ({ value: id, label: name }))}
    empty="Choose"
  />
);

const QuestionFields = ({
  console,
  context,
  questions,
}: EditProps & { questions: readonly AskedQuestion[] }) => {
  const version = textIn(context, 'version');
  const fault = context.faults.find(({ field }) => field === 'questions')?.words;
  return (
    <>
      <dl class="pairs">
        <dt>Form</dt>
        <dd>
          <bdi>{textIn(context, 'questionnaire')}</bdi>
        </dd>
      </dl>
      <input type="hidden" name="questionnaire" value={textIn(context, 'questionnaire')} />
      <input type="hidden" name="version" value={version} />
      <fieldset>
        <legend>What this form is</legend>
        <InstrumentField console={console} context={context} />
        {version === '' ? null : (
          <RadioField
            context={context}
            name="versions"
            label="Holds for"
            options={[
              { value: 'this', label: `version ${version} only` },
              { value: 'any', label: 'every version of this form' },
            ]}
          />
        )}
        <EditionAndForm console={console} context={context} />
      </fieldset>
      <fieldset id="questions" tabindex={-1}>
        <legend>What each question carries</legend>
        <p class="hint">
          A question’s number such as 3, or a score such as total. Leave empty what is neither.
        </p>
        {fault ? <span class="fault">{fault}</span> : null}
        {questions.map(({ linkId, text }) => (
          <TextField
            context={context}
            name={questionField(linkId)}
            label={linkId}
            {...(text === undefined ? {} : { hint: text })}
            maxlength={64}
          />
        ))}
      </fieldset>
    </>
  );
};

const titles: Readonly<Record<DraftKind, string>> = {
  codes: 'What a code carries',
  questionnaires: 'What a form carries',
  answers: 'What an answer is worth',
};

export const MappingEditPage = ({
  console,
  navigation,
  context,
  kind,
  fixed,
  patientId,
  questions,
}: EditProps & {
  readonly navigation: Navigation;
  readonly kind: DraftKind;
  /** The code came from a chart or a draft and is not typed again. */
  readonly fixed: boolean;
  /** The chart one comes back to. */
  readonly patientId: string | undefined;
  readonly questions: readonly AskedQuestion[];
}) => (
  <Layout title={titles[kind]} navigation={navigation} narrow ready>
    <h1>{titles[kind]}</h1>
    <FaultSummary
      faults={context.faults}
      title="This draft was not saved"
      kept="Everything you typed is still here."
    />
    <form method="post" action={`${console.at}/drafts`}>
      <input type="hidden" name="_csrf" value={console.csrf} />
      <input type="hidden" name="draftKind" value={kind} />
      {patientId === undefined ? null : <input type="hidden" name="patientId" value={patientId} />}
      {fixed ? <input type="hidden" name="fixed" value="yes" /> : null}
      <section class="card" aria-label={titles[kind]}>
        {kind === 'codes' ? (
          <>
            <CodeFields context={context} fixed={fixed} what="Code" />
            <SelectField
              context={context}
              name="carries"
              label="Carries"
              options={carriesOptions(console.instruments)}
              empty="Choose"
            />
            <TextField
              context={context}
              name="item"
              label="Question"
              hint="Only for one question: its number, such as 3."
              maxlength={64}
            />
            <EditionAndForm console={console} context={context} />
          </>
        ) : null}
        {kind === 'answers' ? (
          <>
            <CodeFields context={context} fixed={fixed} what="Answer’s code" />
            <InstrumentField console={console} context={context} />
            <TextField
              context={context}
              name="value"
              label="Is worth"
              hint="A whole number, as the instrument scores this answer."
              maxlength={4}
            />
          </>
        ) : null}
        {kind === 'questionnaires' ? (
          <QuestionFields console={console} context={context} questions={questions} />
        ) : null}
        <p class="small">
          Saved as a draft for this EHR, under your name. No clinician’s page reads a draft.
        </p>
        <p class="buttons">
          <button type="submit">Save the draft</button>
          <a href={console.at}>Back to the console</a>
        </p>
      </section>
    </form>
  </Layout>
);
