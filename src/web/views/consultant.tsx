// One listing, whole: for the tracks in which no order names the child.
import { dateWords } from '../../domain/date-words.ts';
import type { Consultant } from '../../domain/consultant/consultant.ts';
import { funderWords } from '../../domain/consultant/words.ts';
import { languageName } from '../../domain/language.ts';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';

const levelWords = {
  delivered: 'sessions',
  'bilingual-intake': 'first call',
  interpreter: 'interpreter',
} as const;

const who: Readonly<Record<Consultant['track'], string>> = {
  family: 'The child or family is the client.',
  program:
    'The program’s staff are the client. This is not therapy for the child and no order names the child. Ask the family first; with their consent the program gets in touch.',
  practice: 'Your practice is the client. Nothing about any child is involved.',
};

export const ConsultantPage = ({
  navigation,
  banner,
  consultant,
}: {
  navigation: Navigation;
  banner: BannerFacts | undefined;
  consultant: Consultant;
}) => (
  <Layout
    title={consultant.name}
    banner={consultant.track === 'practice' ? undefined : banner}
    navigation={navigation}
    narrow
    ready
  >
    <h1>{consultant.name}</h1>
    <p>{`${consultant.organization.name}. ${consultant.description}`}</p>
    <section class="notice" aria-label="Who is the client?">
      <p>{who[consultant.track]}</p>
    </section>
    <section class="card" aria-label="Facts">
      <dl class="pairs">
        <dt>How to reach them</dt>
        <dd>
          {consultant.phones.length > 0
            ? consultant.phones.map((phone) => <div class="unsplit">{phone.number}</div>)
            : 'Contact details are not in this directory.'}
        </dd>
        <dt>Steps</dt>
        <dd>{consultant.access.steps ?? 'Not known: call.'}</dd>
        <dt>Languages</dt>
        <dd>
          {consultant.languages.length > 0
            ? consultant.languages
                .map(
                  (one) =>
                    `${languageName(one.tag)}: ${levelWords[one.level]}${one.verifiedOn ? `, confirmed ${dateWords(one.verifiedOn)}` : ', not confirmed'}`,
                )
                .join('\n')
            : 'Not known: ask.'}
        </dd>
        <dt>Who may use it</dt>
        <dd>
          {consultant.funderEligibility.length > 0
            ? `Programs funded by ${consultant.funderEligibility.map(funderWords).join(', ')}`
            : consultant.access.programOnly
              ? 'Enrolled programs only'
              : 'Not limited, as far as known'}
        </dd>
        {consultant.consultationModes.length > 0 ? (
          <>
            <dt>How they work</dt>
            <dd>{consultant.consultationModes.join(', ').replaceAll('-', ' ')}</dd>
          </>
        ) : null}
        {consultant.topics.length > 0 ? (
          <>
            <dt>Topics</dt>
            <dd>{consultant.topics.join(', ').replaceAll('-', ' ')}</dd>
          </>
        ) : null}
        <dt>Cost</dt>
        <dd>{consultant.fees.text ?? (consultant.fees.free === true ? 'Free' : 'Not known')}</dd>
        <dt>Source</dt>
        <dd>{`${consultant.provenance.source}${consultant.provenance.assuredOn ? `, confirmed ${dateWords(consultant.provenance.assuredOn)}` : ', never confirmed'}`}</dd>
      </dl>
    </section>
  </Layout>
);
