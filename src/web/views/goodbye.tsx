import { Layout } from './layout.tsx';

export const GoodbyePage = () => (
  <Layout title="Closed" narrow>
    <h1>Hearth is closed</h1>
    <p>
      What you saved is saved, and goes on to the chart. To open Hearth again, use the child’s chart in your
      EHR.
    </p>
  </Layout>
);
