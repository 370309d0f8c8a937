// What stands where a crisis would otherwise meet a list of programs: nobody is referred in a crisis.
import type { CrisisLine } from '../../domain/screening/content.ts';
import { CrisisLines } from './crisis-lines.tsx';
import { type BannerFacts, Layout, type Navigation } from './layout.tsx';

export const CrisisPage = (props: {
  navigation: Navigation;
  banner: BannerFacts | undefined;
  lines: readonly CrisisLine[];
}) => (
  <Layout title="In a crisis" banner={props.banner} navigation={props.navigation} narrow ready>
    <h1>In a crisis</h1>
    <section class="card" aria-label="Today">
      <p>
        <strong>A crisis is met today, not referred.</strong> Stay with the person, assess safety yourself,
        and follow your clinic’s crisis pathway: mobile crisis where it serves you, else the emergency
        department.
      </p>
      <h2>Crisis lines here</h2>
      <CrisisLines lines={props.lines.filter((line) => line.crisis)} />
    </section>
    <p>
      <a href={`/launches/${props.navigation.launchId}/summary`}>Back to the summary</a>
    </p>
  </Layout>
);
