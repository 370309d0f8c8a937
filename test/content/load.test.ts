import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentInvalidError, loadContent } from '../../src/content/load.ts';
import { contentKinds } from '../../src/content/schema.ts';
import { builtInRows, changed, faultsWith, site } from './site.ts';
import { signedFiles } from './signing.ts';

const signed = { reviewedBy: 'Dr. Example', reviewedOn: '2026-01-05' };
const localCode = {
  system: 'https://ehr.example/codes',
  code: 'asq-24',
  instrumentId: 'asq-se-2-24',
  part: { kind: 'score', id: 'total' },
  evidence: 'design',
  source: 'local code list',
};
const asqForm = changed('instruments', 'asq-se-2', {
  id: 'asq-se-2-24',
  ageMonths: { from: 21, to: 26, evidence: 'verified' },
  forms: [],
  cutOffsDifferBy: null,
  thresholds: [{ score: 'total', at: 40, evidence: 'verified', source: 'licensed guide held by this site' }],
  ...signed,
});

describe('a site directory', () => {
  it('adds rows and code mappings, and leaves the rest as it was', () => {
    const before = loadContent([]);
    const made = site(signedFiles('instruments', [asqForm], { 'codes/local.json': [localCode] }));
    const after = loadContent([made.path]);
    made.remove();
    expect(after.instruments.map(({ id }) => id)).toEqual([
      ...before.instruments.map(({ id }) => id),
      'asq-se-2-24',
    ]);
    expect(after.instruments.at(-1)?.thresholds[0]?.at).toBe(40);
    expect(after.codes).toEqual([...before.codes, { ...localCode, edition: null, form: null }]);
    expect(after.prompts).toEqual(before.prompts);
  });

  it('replaces a row whole and in its place, and the last directory wins', () => {
    const title = (text: string) => ({
      'prompts/ours.json': [changed('prompts', 'worry-family', { title: text })],
    });
    const first = site(title('first'));
    const second = site(title('second'));
    const { prompts } = loadContent([first.path, second.path]);
    first.remove();
    second.remove();
    const order = loadContent([]).prompts.map(({ id }) => id);
    expect(prompts.map(({ id }) => id)).toEqual(order);
    expect(prompts.find(({ id }) => id === 'worry-family')?.title).toBe('second');
  });

  it('replaces a code mapping by its system and code', () => {
    const remapped = { ...builtInRows('codes')[0], source: 'this site' };
    const made = site({ 'codes/local.json': [remapped] });
    const { codes } = loadContent([made.path]);
    made.remove();
    expect(codes).toHaveLength(loadContent([]).codes.length);
    expect(codes[0]?.source).toBe('this site');
  });

  it('may hold other files beside its folders', () => {
    expect(faultsWith({ 'README.md': 'ours', 'codes/notes.txt': 'ours' })).toEqual([]);
  });
});

describe('faults', () => {
  it('are told all together, each with file, row, key and fix', () => {
    const made = site({
      'codes/local.json': [{ ...localCode, instrumentId: 'nothing' }],
      'crisis/lines.json': [changed('crisis', '988-lifeline', { isNott: 'x' })],
      'prompts/ours.json': [changed('prompts', 'worry-family', { reviewedOn: '2026-02-30' })],
    });
    const load = () => loadContent([made.path]);
    expect(load).toThrow(ContentInvalidError);
    try {
      load();
    } catch (error) {
      expect(error).toMatchObject({ code: 'CONTENT_INVALID' });
      expect((error as ContentInvalidError).faults).toEqual([
        'clinic/prompts/ours.json: row worry-family, reviewedOn: is no calendar date; write YYYY-MM-DD',
        'clinic/crisis/lines.json: row 988-lifeline, whole row: has "isNott", which nothing reads; remove it or correct its spelling',
        'clinic/codes/local.json: row https://ehr.example/codes|asq-24, instrumentId: "nothing" is no instrument here; correct it or add its row',
      ]);
    }
    made.remove();
  });

  it('never hold the path of a directory', () => {
    const made = site({ 'codes/local.json': '{', 'instrumnts/a.json': [] });
    try {
      loadContent([made.path, '/nowhere/at/all']);
      expect.unreachable();
    } catch (error) {
      const { faults } = error as ContentInvalidError;
      expect(faults).toEqual([
        `clinic/instrumnts: is no kind of content; name it one of ${contentKinds.join(', ')}`,
        'all: the content directory cannot be read; check its path and permissions',
        'clinic/codes/local.json: whole file: is not valid JSON; check it with an editor',
      ]);
    }
    made.remove();
  });

  it('tell a folder that cannot be read', () => {
    const made = site({});
    symlinkSync(join(made.path, 'nowhere'), join(made.path, 'codes'));
    expect(() => loadContent([made.path])).toThrow(
      expect.objectContaining({
        faults: ['clinic/codes: whole folder: cannot be read; check its permissions'],
      }),
    );
    made.remove();
  });

  it('of one row are not repeated by those that point at it', () => {
    const broken = { ...asqForm, name: '' };
    const faults = faultsWith({ 'instruments/asq.json': [broken], 'codes/local.json': [localCode] });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('row asq-se-2-24, name');
  });

  it('name a row without an id by its position', () => {
    expect(faultsWith({ 'crisis/lines.json': [{}] })[0]).toMatch(
      /^clinic\/crisis\/lines\.json: row number 1, id: /,
    );
  });
});
