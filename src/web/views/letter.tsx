// The letter, one page, black on white.
import { dateWords } from '../../domain/date-words.ts';
import type { Letter } from '../../domain/referral/letter.ts';
import { Layout, type Navigation } from './layout.tsx';

export const LetterPage = ({
  letter,
  navigation,
  back,
}: {
  letter: Letter;
  navigation: Navigation;
  back: string;
}) => (
  <Layout title="Letter" navigation={navigation} narrow ready>
    <p class="no-print">
      <a href={back}>Back to the referral</a>. Print it with your browser, or copy its text. It holds no score
      and no name of a form.
    </p>
    {letter.missing.length > 0 ? (
      <p class="notice no-print">
        {`This clinic’s ${letter.missing.join(', ')} ${letter.missing.length === 1 ? 'is' : 'are'} not in Hearth’s configuration: write ${letter.missing.length === 1 ? 'it' : 'them'} on the letter before it leaves.`}
      </p>
    ) : null}
    <article class="card">
      {letter.doNotSend ? (
        <p role="alert">
          <strong>{letter.doNotSend}</strong>
        </p>
      ) : null}
      {letter.draft ? (
        <p>
          <strong>{letter.draft}</strong>
        </p>
      ) : null}
      <p>
        <time datetime={letter.date}>{dateWords(letter.date)}</time>
      </p>
      <p>{`To: ${letter.to}`}</p>
      <h1>
        {'Referral for '}
        <bdi>{letter.re}</bdi>
      </h1>
      <dl class="pairs">
        {letter.lines.map((line) => (
          <>
            <dt>{line.label}</dt>
            <dd>{line.text}</dd>
          </>
        ))}
        <dt>Reaching the family</dt>
        <dd>{letter.contact}</dd>
      </dl>
      <p>{`From: ${letter.from}`}</p>
      <p>{letter.answer}</p>
      {letter.missing.map((way) => (
        <p class="small">{`The clinic’s ${way}: ______________________________`}</p>
      ))}
    </article>
  </Layout>
);
