// A browser for tests: cookies for each host and port, redirects followed across servers, forms read from the page
// and posted with the headers a browser sends. No scripts: every page of Hearth must work without them.
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { type HTMLElement, parse } from 'node-html-parser';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Request headers as sent. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly root: HTMLElement;
  /** What a person reads inside `main` (or the whole page without one), white space folded. */
  readonly text: string;
  /** Every request it took to come here, redirects included. */
  readonly way: readonly Asked[];
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The page that asked: decides Sec-Fetch-Site. Absent: typed into the address bar. */
  readonly from?: string;
  /** Headers left out, as an old browser leaves them out. */
  readonly without?: readonly string[];
}

/** A field's new value; null leaves it out, as an unchecked box. */
export type Filling = Readonly<Record<string, string | readonly string[] | null>>;

export interface Browser {
  /** Cookies by `host:port`, then name. */
  readonly cookies: Map<string, Map<string, string>>;
  /** Everything asked so far. */
  readonly asked: Asked[];
  /** One exchange, no redirect followed; cookies are sent and kept. */
  ask(url: string, sending?: Sending): Promise<Page>;
  /** As a person opens an address: redirects followed, at most twenty. */
  open(url: string, sending?: Sending): Promise<Page>;
  /** Follows the link whose words or label match. */
  follow(page: Page, words: string | RegExp): Promise<Page>;
  /** Presses the button whose words match, with the form's own fields and what is filled in. */
  press(page: Page, button: string | RegExp, filling?: Filling): Promise<Page>;
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const matches = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? folded(text) === words : words.test(folded(text));

/** What the form would send when nothing is touched. */
export const fieldsOf = (form: HTMLElement): [string, string][] =>
  form.querySelectorAll('input, textarea, select').flatMap((field): [string, string][] => {
    const name = field.getAttribute('name');
    if (name === undefined || field.hasAttribute('disabled')) return [];
    if (field.tagName === 'TEXTAREA') return [[name, field.text.replace(/^\n/, '')]];
    if (field.tagName === 'SELECT') {
      const options = field.querySelectorAll('option');
      const chosen = options.find((one) => one.hasAttribute('selected')) ?? options[0];
      return chosen ? [[name, chosen.getAttribute('value') ?? chosen.text]] : [];
    }
    const type = field.getAttribute('type') ?? 'text';
    if ((type === 'checkbox' || type === 'radio') && !field.hasAttribute('checked')) return [];
    return [[name, field.getAttribute('value') ?? '']];
  });

/** The form's fields with the filling laid over them. */
export const filled = (form: HTMLElement, filling: Filling = {}): URLSearchParams => {
  const kept = fieldsOf(form).filter(([name]) => !(name in filling));
  const given = Object.entries(filling).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams([...kept, ...given]);
};

/** The form holding the button with these words. */
export const formOf = (page: Page, button: string | RegExp): HTMLElement => {
  const found = page.root
    .querySelectorAll('form')
    .find((form) => form.querySelectorAll('button').some((one) => matches(one.text, button)));
  if (!found)
    throw new Error(`no button ${String(button)} on a page with status ${page.status}: ${page.text}`);
  return found;
};

/** The section of a page by its label. */
export const section = (page: Page, label: string): string => {
  const found = page.root.querySelectorAll('section').find((one) => one.getAttribute('aria-label') === label);
  return found ? folded(found.structuredText) : '';
};

const siteOf = (from: string | undefined, to: URL): string => {
  if (from === undefined) return 'none';
  const source = new URL(from);
  if (source.origin === to.origin) return 'same-origin';
  return source.hostname === to.hostname ? 'same-site' : 'cross-site';
};

export interface BrowserOptions {
  /** Where an origin is really answered, as a proxy in front of it would: `https://hearth.example` to a loopback address. */
  readonly reach?: Readonly<Record<string, string>>;
}

export const newBrowser = ({ reach = {} }: BrowserOptions = {}): Browser => {
  const cookies = new Map<string, Map<string, string>>();
  const asked: Asked[] = [];

  const keepCookies = (host: string, lines: readonly string[]): void => {
    const jar = cookies.get(host) ?? new Map<string, string>();
    cookies.set(host, jar);
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (attributes.some((one) => /^max-age=0$/i.test(one))) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  };

  const ask = (address: string, sending: Sending = {}): Promise<Page> =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const method = sending.method ?? 'GET';
      const jar = [...(cookies.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers: Record<string, string> = {
        accept: 'text/html',
        'sec-fetch-site': siteOf(sending.from, url),
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        ...(jar === '' ? {} : { cookie: jar }),
        ...(method === 'GET' ? {} : { origin: sending.from ? new URL(sending.from).origin : 'null' }),
        ...(sending.body === undefined
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': String(Buffer.byteLength(sending.body)),
            }),
        ...sending.headers,
      };
      for (const name of sending.without ?? []) delete headers[name];
      const near = reach[url.origin];
      const target = near === undefined ? url : new URL(`${url.pathname}${url.search}`, near);
      if (near !== undefined) headers.host ??= url.host;
      const sent = httpRequest(target, { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          keepCookies(url.host, response.headers['set-cookie'] ?? []);
          const body = Buffer.concat(chunks).toString('utf8');
          const root = parse(body);
          const main = root.querySelector('main') ?? root;
          const status = response.statusCode ?? 0;
          const step: Asked = { method, url: url.href, status, headers };
          asked.push(step);
          const text = folded(main.structuredText);
          resolve({ url: url.href, status, headers: response.headers, body, root, text, way: [step] });
        });
      });
      sent.once('error', reject);
      sent.end(sending.body);
    });

  const open = async (address: string, sending: Sending = {}): Promise<Page> => {
    let page = await ask(address, sending);
    let way = page.way;
    for (let hops = 0; page.headers.location !== undefined && page.status >= 300 && page.status < 400;) {
      hops += 1;
      if (hops > 20) throw new Error('redirected more than twenty times');
      const next = new URL(page.headers.location, page.url).href;
      page = await ask(next, { from: page.url });
      way = [...way, ...page.way];
    }
    return { ...page, way };
  };

  return {
    cookies,
    asked,
    ask,
    open,
    follow: (page, words) => {
      const link = page.root
        .querySelectorAll('a')
        .find((one) => matches(one.getAttribute('aria-label') ?? one.text, words));
      if (!link) throw new Error(`no link ${String(words)} on a page with status ${page.status}`);
      return open(new URL(link.getAttribute('href') ?? '', page.url).href, { from: page.url });
    },
    press: (page, button, filling) => {
      const form = formOf(page, button);
      const action = new URL(form.getAttribute('action') ?? page.url, page.url).href;
      return open(action, {
        method: (form.getAttribute('method') ?? 'get').toUpperCase(),
        body: filled(form, filling).toString(),
        from: page.url,
      });
    },
  };
};
