// Starts the demo as a newcomer would, on ports nobody uses, waits for its address and opens it.
import { spawn } from 'node:child_process';

const patience = 120_000;
const demo = spawn('npm', ['run', 'demo'], {
  env: { ...process.env, EHR_PORT: '19380', HEARTH_PORT: '19381' },
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const end = (code, words) => {
  console.log(words);
  try {
    process.kill(-demo.pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
  setTimeout(() => process.exit(code), 500);
};
const timer = setTimeout(() => end(1, 'the demo printed no address within two minutes'), patience);
demo.once('exit', () => end(1, 'the demo ended by itself'));
const began = Date.now();
let printed = '';
demo.stdout.on('data', async (chunk) => {
  printed += chunk;
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0];
  if (!address) return;
  demo.stdout.removeAllListeners('data');
  clearTimeout(timer);
  const pages = await Promise.all([fetch(address), fetch('http://127.0.0.1:19381/readyz')]);
  end(
    pages.every((page) => page.ok) ? 0 : 1,
    `the demo printed ${address} after ${Math.round((Date.now() - began) / 100) / 10} s and answers ${pages.map((page) => page.status).join(' ')}`,
  );
});
