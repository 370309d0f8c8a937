// A file holds one idea: about 150 lines, never more than 300.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const most = 300;

it('no source file is longer than 300 lines', () => {
  const long = ['src', 'smart-launch', 'fixtures'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => ({
        file: join(folder, file),
        lines: readFileSync(join(root, folder, file), 'utf8').split('\n').length,
      }))
      .filter(({ lines }) => lines > most),
  );
  expect(long).toEqual([]);
});
