// The published schema and the example are what the code reads today.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { configJsonSchema, parseConfig } from '../src/config.ts';

const path = (file: string): string => fileURLToPath(new URL(`../docs/${file}`, import.meta.url));

it('the published JSON Schema of hearth.config.json is current', () => {
  const file = path('schemas/hearth.config.schema.json');
  const current = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
  // `UPDATE_SCHEMAS=1 npm test` writes it anew.
  if (process.env.UPDATE_SCHEMAS) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, current);
  }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(current));
});

it('the example configuration is accepted', () => {
  const example: unknown = JSON.parse(readFileSync(path('hearth.config.example.json'), 'utf8'));
  const env = {
    HEARTH_SEAL_KEY: Buffer.alloc(32, 7).toString('base64'),
    HEARTH_COORDINATOR_SECRET: 'a-long-enough-secret',
  };
  const config = parseConfig(example, env, '/etc/hearth');
  expect(config.ehrs[0]?.apps.map((app) => app.role)).toEqual(['clinician', 'coordinator']);
});

it('the example without its secrets is refused by name', () => {
  const example: unknown = JSON.parse(readFileSync(path('hearth.config.example.json'), 'utf8'));
  expect(() => parseConfig(example, {}, '/etc/hearth')).toThrow(
    /HEARTH_SEAL_KEY[\s\S]*HEARTH_COORDINATOR_SECRET/,
  );
});
