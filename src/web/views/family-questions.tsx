// What the family is asked because no EHR holds it: the same four questions before choosing and in the referral itself.
import { funders } from '../../domain/consultant/consultant.ts';
import { parentRoles, programKinds } from '../../domain/consultant/match-need.ts';
import { funderWords, settingWords } from '../../domain/consultant/words.ts';
import { type FieldContext, SelectField } from './fields.tsx';

const parentRoleWords: Readonly<Record<(typeof parentRoles)[number], string>> = {
  mother: 'Mother',
  father: 'Father',
  'teen-parent': 'Teen parent',
  grandparent: 'Grandparent',
  other: 'Someone else',
};

export const FamilyQuestions = ({
  context,
  districts,
}: {
  context: FieldContext;
  districts: readonly string[];
}) => (
  <>
    <SelectField
      context={context}
      name="schoolDistrict"
      label="School or district"
      empty="Not asked"
      options={districts.map((name) => ({ value: name, label: name }))}
    />
    <SelectField
      context={context}
      name="program"
      label="Program the child is in"
      empty="Not asked"
      options={programKinds.map((kind) => ({
        value: kind,
        label: kind === 'none' ? 'None' : settingWords(kind),
      }))}
    />
    <SelectField
      context={context}
      name="funder"
      label="Who pays for that program"
      empty="Not known"
      options={funders.map((funder) => ({ value: funder, label: funderWords(funder) }))}
    />
    <SelectField
      context={context}
      name="parentRole"
      label="Who the parent is, for this need"
      empty="Not asked"
      options={parentRoles.map((role) => ({ value: role, label: parentRoleWords[role] }))}
    />
  </>
);
