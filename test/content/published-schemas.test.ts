// The published JSON Schemas: an editor that completes a site's files reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentJsonSchemas, contentKinds } from '../../src/content/schema.ts';

describe('published schemas', () => {
  it.each(contentKinds)('%s: the committed file is current', (kind) => {
    const path = new URL(`../../docs/schemas/content-${kind}.schema.json`, import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(contentJsonSchemas()[kind]);
  });

  it('are there for every kind and no other', () => {
    const published = readdirSync(new URL('../../docs/schemas/', import.meta.url)).filter((name) =>
      name.startsWith('content-'),
    );
    expect(published.toSorted()).toEqual(
      contentKinds.map((kind) => `content-${kind}.schema.json`).toSorted(),
    );
  });
});
