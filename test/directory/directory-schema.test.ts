import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directoryJsonSchema } from '../../src/directory/directory-schema.ts';

describe('the published JSON Schema of a directory', () => {
  it('is the one the loader checks by', () => {
    const published: unknown = JSON.parse(readFileSync('docs/schemas/directory.schema.json', 'utf8'));
    expect(published).toEqual(directoryJsonSchema());
  });

  it('asks only for what every listing has', () => {
    const schema = directoryJsonSchema() as { properties: { records: { items: { required: string[] } } } };
    expect(schema.properties.records.items.required).toEqual([
      'id',
      'name',
      'organization',
      'track',
      'active',
      'provenance',
    ]);
  });
});
