// Ask the family first, then choose: filters in the address, the order explained, three kinds of client kept apart.
import type { Directory } from '../../domain/consultant/directory.ts';
import { schoolDistrictsIn } from '../../domain/consultant/directory.ts';
import type { MatchResult } from '../../domain/consultant/match.ts';
import type { Track } from '../../domain/consultant/consultant.ts';
import { languageName } from '../../domain/language.ts';
import type { ReferralKind } from '../../domain/screening/content.ts';
import { type AskedAnswers, answersQuery } from '../forms/family-answers.ts';
import type { TypedFields } from '../forms/referral-form.ts';
import { type FieldContext, SelectField } from './fields.tsx';
import { FamilyQuestions } from './family-questions.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';
import { MatchItem, NoMatch, NotShownList, WhyThisOrder } from './matches.tsx';

export interface ConsultantsPageProps {
  readonly navigation: Navigation;
  readonly banner: BannerFacts | undefined;
  readonly kinds: readonly ReferralKind[];
  readonly chosen: ReferralKind;
  readonly answers: AskedAnswers;
  readonly familyLanguage: string | undefined;
  readonly result: MatchResult;
  readonly directory: Directory;
  readonly referWord: string;
}

const trackWords: Readonly<Record<Track, { name: string; what: string }>> = {
  family: {
    name: 'For the child and family',
    what: 'The child or family is the client. A referral becomes an order in the chart, with the family’s consent.',
  },
  program: {
    name: 'For the program the child is in',
    what: 'The program’s staff are the client, never the child: this is not therapy, and no order names the child. With the family’s consent the program itself asks for it.',
  },
  practice: {
    name: 'For this practice',
    what: 'Your own team is the client: training, reflective consultation and guides. Nothing about any child is involved.',
  },
};

const languagesOffered = (directory: Directory): readonly string[] =>
  [...new Set(directory.records.flatMap((record) => record.languages.map((one) => one.tag)))].sort(
    (one, other) => languageName(one).localeCompare(languageName(other), 'en'),
  );

const typedFrom = (answers: AskedAnswers, chosen: ReferralKind, language: string | undefined): TypedFields =>
  Object.fromEntries(
    Object.entries({ language, ...answers, need: chosen.need }).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );

export const ConsultantsPage = (props: ConsultantsPageProps) => {
  const { navigation, chosen, answers, result, directory, kinds } = props;
  const context: FieldContext = { typed: typedFrom(answers, chosen, props.familyLanguage), faults: [] };
  const track = trackWords[chosen.track];
  const base = `/launches/${navigation.launchId}`;
  return (
    <Layout title="Consultants and programs" banner={props.banner} navigation={navigation} ready>
      <h1>Consultants and programs</h1>
      <section class="card" aria-label="Who is the client?">
        <h2>Who is the client?</h2>
        <ul class="tracks">
          {(Object.keys(trackWords) as Track[]).map((one) => {
            const kind = one === chosen.track ? chosen : kinds.find((each) => each.track === one);
            if (!kind) return null;
            return (
              <li>
                {one === chosen.track ? (
                  <strong aria-current="true">{`● ${trackWords[one].name}`}</strong>
                ) : (
                  <a
                    href={`${base}/consultants?${answersQuery({ ...answers, need: kind.need, track: one })}`}
                  >
                    {trackWords[one].name}
                  </a>
                )}
              </li>
            );
          })}
        </ul>
        <p>{track.what}</p>
      </section>
      <div class="stack">
        {chosen.track === 'practice' ? null : (
          <form class="card no-print" method="get" action={`${base}/consultants`} aria-label="Ask the family">
            <h2>Ask the family</h2>
            <p class="small">
              No EHR holds these. What you leave open removes nobody; it only stays “not known”.
            </p>
            <input type="hidden" name="track" value={chosen.track} />
            <div class="filters">
              <SelectField
                context={context}
                name="need"
                label="Kind of help"
                options={kinds
                  .filter((kind) => kind.track === chosen.track && !kind.forCaregiver)
                  .map((kind) => ({ value: kind.need, label: kind.name }))}
              />
              <SelectField
                context={context}
                name="language"
                label="Language of the family"
                empty="Not known"
                options={languagesOffered(directory).map((tag) => ({ value: tag, label: languageName(tag) }))}
              />
              <FamilyQuestions context={context} districts={schoolDistrictsIn(directory.records)} />
            </div>
            <div class="buttons">
              <button type="submit">Show who fits</button>
            </div>
          </form>
        )}
        <section class="card" aria-label="Who fits">
          <h2>{`${chosen.name}: ${result.matches.length} ${result.matches.length === 1 ? 'fits' : 'fit'}`}</h2>
          {result.matches.length === 0 ? <NoMatch result={result} /> : null}
          <ul class="lines">
            {result.matches.map((match, index) => (
              <MatchItem
                match={match}
                isFirst={index === 0}
                links={{
                  refer: (id) =>
                    chosen.track === 'family'
                      ? `${base}/referrals/new?${answersQuery(answers, { consultant: id, kind: chosen.need })}`
                      : `${base}/consultants/${encodeURIComponent(id)}`,
                  referWord: chosen.track === 'family' ? props.referWord : 'How to reach them',
                }}
              />
            ))}
          </ul>
          <WhyThisOrder />
          <NotShownList notShown={result.notShown} />
          {result.matches.length > 0 && result.widenings.length > 0 ? (
            <details>
              <summary>Few fit: what could be let go?</summary>
              <ul class="small">
                {result.widenings.map((one) => (
                  <li>{`${one.label}: would add ${one.adds}`}</li>
                ))}
              </ul>
            </details>
          ) : null}
          <p class="small">{`Directory: ${directory.sources.map((source) => `${source.label}, ${source.updatedOn}`).join('; ')}.`}</p>
        </section>
      </div>
    </Layout>
  );
};
