// The frame every page stands in.
import type { ComponentChildren } from 'preact';

/** Whose page this is: always in sight, also while scrolling (look: "the child's name, birth date and age"). */
export interface BannerFacts {
  readonly name: string;
  readonly born: string;
  /** Absent of a child who has died. */
  readonly age?: string;
  readonly corrected?: string;
  readonly language?: string;
  readonly interpreter?: string;
  readonly hiddenCharacters: boolean;
}

export interface Navigation {
  readonly launchId: string;
  /** Only the rooms of whoever sets Hearth up. */
  readonly isAdmin?: boolean;
  readonly hasChild: boolean;
  readonly logoutToken: string;
}

export const ChildBanner = ({ facts }: { facts: BannerFacts }) => (
  <header class="banner" aria-label="Child">
    <div class="who">
      <bdi class="name">{facts.name}</bdi>
      <span>
        born <b>{facts.born}</b>
      </span>
      {facts.age ? (
        <span>
          age <b>{facts.age}</b>
        </span>
      ) : null}
    </div>
    <BannerExtras facts={facts} />
  </header>
);

/** What the visit needs once: read at the top, and beside the name where there is room. */
const BannerExtras = ({ facts }: { facts: BannerFacts }) =>
  facts.corrected || facts.language || facts.interpreter || facts.hiddenCharacters ? (
    <div class="also">
      {facts.corrected ? (
        <span>
          corrected <b>{facts.corrected}</b>
        </span>
      ) : null}
      {facts.language ? (
        <span>
          family speaks <b>{facts.language}</b>
        </span>
      ) : null}
      {facts.interpreter ? (
        <span>
          <b>{facts.interpreter}</b>
        </span>
      ) : null}
      {facts.hiddenCharacters ? <span>name holds hidden characters, shown as [U+…]</span> : null}
    </div>
  ) : null;

export const Layout = (props: {
  title: string;
  banner?: BannerFacts | undefined;
  navigation?: Navigation | undefined;
  narrow?: boolean;
  ready?: boolean;
  children: ComponentChildren;
}) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{`${props.title} · Hearth`}</title>
      <link rel="stylesheet" href="/assets/hearth.css" />
    </head>
    <body>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      {props.banner ? <ChildBanner facts={props.banner} /> : null}
      {props.navigation ? <TopNavigation {...props.navigation} /> : null}
      <main
        id="main"
        class={props.narrow ? 'page narrow' : 'page'}
        tabindex={-1}
        {...(props.ready ? { 'data-ready': 'true' } : {})}
      >
        {props.children}
      </main>
    </body>
  </html>
);

const TopNavigation = ({ launchId, isAdmin, hasChild, logoutToken }: Navigation) => (
  <nav class="nav" aria-label="Hearth">
    {isAdmin ? (
      <a href={`/launches/${launchId}/mapping`}>Mapping</a>
    ) : (
      <>
        {hasChild ? <a href={`/launches/${launchId}/summary`}>Summary</a> : null}
        {hasChild ? <a href={`/launches/${launchId}/consultants`}>Consultants and programs</a> : null}
        <a href={`/launches/${launchId}/worklist`}>Worklist</a>
      </>
    )}
    <form method="post" action="/logout">
      <input type="hidden" name="_csrf" value={logoutToken} />
      <button type="submit" class="link">
        Close Hearth
      </button>
    </form>
  </nav>
);

/** A word, a shape and a color: never color alone. */
export const Tag = ({
  kind,
  shape,
  children,
}: {
  kind: 'above' | 'monitor' | 'below' | 'unknown' | 'act' | 'safety';
  shape?: string;
  children: ComponentChildren;
}) => (
  <span class={`tag ${kind}`}>
    {shape ? <span aria-hidden="true">{shape} </span> : null}
    {children}
  </span>
);
