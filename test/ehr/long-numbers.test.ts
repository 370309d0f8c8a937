import { describe, expect, it } from 'vitest';
import { withoutLongNumbers } from '../../src/ehr/long-numbers.ts';

describe('a number of more digits than a decimal may have', () => {
  it.each([
    ['{"value":1.000000000000000000000000000000000000001}', '{"value":1e999}'],
    ['{"value":-12345678901234567890}', '{"value":-1e999}'.replace('-1', '1')],
    ['[1,9999999999999999999e2]', '[1,1e999]'],
  ])('in %s is turned into one no reader takes for a value', (json, changed) => {
    expect(withoutLongNumbers(json)).toBe(changed);
    expect(JSON.stringify(JSON.parse(changed))).toContain('null');
  });

  it.each([
    '{"value":1}',
    '{"value":1.00000000000000000}',
    '{"value":0.000000000000000000000001}',
    '{"id":"12345678901234567890123"}',
    '{"id":"a \\" 12345678901234567890123"}',
    '{"value":1e400}',
  ])('is not what %s holds', (json) => {
    expect(withoutLongNumbers(json)).toBeUndefined();
  });
});
