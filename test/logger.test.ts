import { describe, expect, it } from 'vitest';
import { type LogFields, makeLogger } from '../src/logger.ts';

const logged = (event: string, fields?: LogFields): { lines: string[]; line: Record<string, unknown> } => {
  const written: string[] = [];
  makeLogger({ write: (text: string) => void written.push(text) }).info(event, fields);
  const lines = written.join('').trimEnd().split('\n');
  return { lines, line: JSON.parse(lines[0] ?? '{}') as Record<string, unknown> };
};

describe('a log line', () => {
  it('holds the event, its level, the time and the fields it may', () => {
    const { line } = logged('request', { route: '/launches/:launchId/summary', status: 200, ms: 12 });
    expect(line).toMatchObject({
      level: 30,
      event: 'request',
      route: '/launches/:launchId/summary',
      status: 200,
      ms: 12,
    });
    expect(line['time']).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
    expect(line).not.toHaveProperty('hostname');
  });

  it('leaves out everything that is not named, whoever passes it', () => {
    const careless = {
      code: 'EHR_REFUSED',
      patient: 'Nino Prueba',
      birthDate: '2022-05-23',
      accessToken: 'canary-token',
      url: 'https://ehr.example.org/fhir/Patient/child-1',
      err: new Error('canary-token'),
    } as LogFields;
    const { line, lines } = logged('fault', careless);
    expect(Object.keys(line).sort()).toEqual(['code', 'event', 'level', 'time']);
    expect(lines.join('')).not.toMatch(/Nino|2022-05-23|canary|child-1/);
  });

  it('stays one line, whatever stands in a value', () => {
    const { lines, line } = logged('x', {
      reason: 'one\r\n{"level":50}\u2028\u202Etwo\u0000',
      requestId: 'a'.repeat(500),
    });
    expect(lines).toHaveLength(1);
    expect(line['reason']).not.toMatch(/\p{C}/u);
    expect(String(line['requestId'])).toHaveLength(120);
  });

  it('has the level it was written at', () => {
    const written: string[] = [];
    const logger = makeLogger({ write: (text: string) => void written.push(text) });
    logger.warn('w');
    logger.error('e');
    expect(written.map((text) => (JSON.parse(text) as { level: number }).level)).toEqual([40, 50]);
  });
});
