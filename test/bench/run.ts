// `npm run bench -- NAME [--json]`: each bench is a file beside this one and measures our own time, nobody else's.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a bench file exports: measures, prints for people, and gives what `--json` ends with. */
export type Bench = () => Promise<object> | object;

const here = fileURLToPath(new URL('.', import.meta.url));
const [name = '', ...flags] = process.argv.slice(2);
const file = `${here}${name}.ts`;
if (
  !/^[a-z-]+$/.test(name) ||
  name === 'run' ||
  !existsSync(file) ||
  flags.some((flag) => flag !== '--json')
) {
  const names = readdirSync(here)
    .filter((one) => one.endsWith('.ts') && one !== 'run.ts')
    .map((one) => one.slice(0, -3));
  console.error(`npm run bench -- NAME [--json], NAME one of: ${names.join(', ')}`);
  process.exit(2);
}
const { bench } = (await import(file)) as { bench: Bench };
const measured = await bench();
if (flags.includes('--json')) console.log(JSON.stringify(measured));
