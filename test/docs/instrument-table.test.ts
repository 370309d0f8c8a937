import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repositoryPath } from '../support/hearth.ts';
import { instrumentLines, instrumentTable } from './instrument-table.ts';

const file = repositoryPath('docs/instruments.md');

it('every instrument is read from Observations and from responses, watched and trended', () => {
  const lines = instrumentLines();
  expect(lines.length).toBeGreaterThanOrEqual(24);
  for (const line of lines)
    expect([line.id, Object.values(line).includes('NOT READ')]).toEqual([line.id, false]);
});

it('docs/instruments.md says what ran', () => {
  if (process.env.UPDATE_DOCS) writeFileSync(file, instrumentTable());
  expect(readFileSync(file, 'utf8')).toBe(instrumentTable());
});
