// The one page with a script: inside a frame it finds out, by a form sent at once, whether this browser keeps our cookie there.
import { Layout } from './layout.tsx';

export const LaunchProbePage = (props: {
  action: string;
  csrf: string;
  query: string;
  scriptNonce: string;
  newWindowHref: string;
}) => (
  <Layout title="Opening" narrow>
    <h1>Opening Hearth…</h1>
    <form method="post" action={props.action} id="go">
      <input type="hidden" name="_csrf" value={props.csrf} />
      <input type="hidden" name="query" value={props.query} />
      <p>If nothing happens, go on yourself:</p>
      <div class="buttons">
        <button type="submit">Go on</button>
        <a class="btn quiet" href={props.newWindowHref} target="_blank" rel="noopener">
          Open in its own window
        </a>
      </div>
    </form>
    <script nonce={props.scriptNonce}>{"document.getElementById('go').submit()"}</script>
  </Layout>
);
