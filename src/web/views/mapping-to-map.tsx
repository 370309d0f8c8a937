// What in a chart waits for a mapping: codes, forms and answers, each once, each with its own way to a form.
import type { SeenForm, UnmappedCode, UnvaluedAnswer } from '../../fhir/unmapped.ts';
import type { ExplainedChart } from '../../workflows/explain-chart.ts';
import { Act, type Console } from './mapping-parts.tsx';

const times = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const Codes = ({
  console,
  codes,
  patientId,
}: {
  console: Console;
  codes: readonly UnmappedCode[];
  patientId: string;
}) => (
  <>
    {codes.map(({ system, code, label, resources }) => (
      <li class="mapping-line">
        <div>
          <h3>
            <bdi>{label}</bdi>
          </h3>
          <p class="small">
            <bdi>{`${code} (${system})`}</bdi>
            {` · in ${times(resources.length, 'result', 'results')}`}
          </p>
        </div>
        <Act console={console} to="edit" fields={{ draftKind: 'codes', system, code, patientId }}>
          Map<span class="visually-hidden">{` the code ${code}, ${label}`}</span>
        </Act>
      </li>
    ))}
  </>
);

const formWords = ({ map, questions, unmappedQuestions, resources }: SeenForm): string => {
  const sent = `sent ${times(resources.length, 'time', 'times')}, ${times(questions.length, 'question', 'questions')}`;
  if (unmappedQuestions === 0) return map ? `${sent}, all mapped` : `${sent}, all known by their own codes`;
  return unmappedQuestions === questions.length
    ? `${sent}, not mapped`
    : `${sent}, ${unmappedQuestions} of them not mapped`;
};

const Forms = ({
  console,
  forms,
  patientId,
}: {
  console: Console;
  forms: readonly SeenForm[];
  patientId: string;
}) => (
  <>
    {forms.map((form) => {
      const { questionnaire, version } = form;
      const name = version === undefined ? questionnaire : `${questionnaire}, version ${version}`;
      return (
        <li class="mapping-line">
          <div>
            <h3>
              <bdi>{name}</bdi>
            </h3>
            <p class="small">{formWords(form)}</p>
          </div>
          <Act
            console={console}
            to="edit"
            fields={{ draftKind: 'questionnaires', questionnaire, version, patientId }}
            quiet={form.unmappedQuestions === 0}
          >
            {form.map ? 'Change' : 'Map'}
            <span class="visually-hidden">{` the form ${name}`}</span>
          </Act>
        </li>
      );
    })}
  </>
);

const Answers = ({
  console,
  answers,
  patientId,
}: {
  console: Console;
  answers: readonly UnvaluedAnswer[];
  patientId: string;
}) => (
  <>
    {answers.map(({ system, code, label, instrumentId }) => (
      <li class="mapping-line">
        <div>
          <h3>
            <bdi>{label}</bdi>
          </h3>
          <p class="small">
            <bdi>{`${code} (${system})`}</bdi>
            {` · an answer of the ${console.instruments.find(({ id }) => id === instrumentId)?.name ?? instrumentId}`}
          </p>
        </div>
        <Act
          console={console}
          to="edit"
          fields={{ draftKind: 'answers', system, code, instrument: instrumentId, patientId }}
        >
          Give its number<span class="visually-hidden">{` to the answer ${label} (${code})`}</span>
        </Act>
      </li>
    ))}
  </>
);

export const ToMap = ({ console, chart }: { console: Console; chart: ExplainedChart }) => {
  const { unmapped, patient } = chart;
  const { codes, forms, answers, withoutCode } = unmapped;
  const first = codes.filter(({ looksLikeScreening }) => looksLikeScreening);
  const others = codes.filter(({ looksLikeScreening }) => !looksLikeScreening);
  const waiting = first.length + forms.length + answers.length;
  const shared = { console, patientId: patient.id };
  if (codes.length + forms.length + answers.length + withoutCode.length === 0) return null;
  return (
    <section class="card" aria-label="To map">
      <h2>To map</h2>
      {waiting === 0 ? (
        <p>Nothing that looks like screening.</p>
      ) : (
        <ul class="lines">
          <Codes {...shared} codes={first} />
          <Forms {...shared} forms={forms} />
          <Answers {...shared} answers={answers} />
        </ul>
      )}
      {others.length === 0 ? null : (
        <details>
          <summary>{times(others.length, 'other code no map knows', 'other codes no map knows')}</summary>
          <ul class="lines">
            <Codes {...shared} codes={others} />
          </ul>
        </details>
      )}
      {withoutCode.length === 0 ? null : (
        <p>
          {`${times(withoutCode.length, 'result comes', 'results come')} with words and no code, so nothing can be mapped. Ask your EHR team to send a code: `}
          {withoutCode.slice(0, 10).map(({ resource, label }, index) => (
            <>
              {index === 0 ? '' : ', '}
              <bdi>{`${label} (${resource})`}</bdi>
            </>
          ))}
          .
        </p>
      )}
    </section>
  );
};
