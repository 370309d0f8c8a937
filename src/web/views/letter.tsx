// The letter, one page, black on white.
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
      <p>{letter.date}</p>
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
      <p class="small">
        Please tell the clinic whether you accept this referral and when the first visit is.
      </p>
    </article>
  </Layout>
);
