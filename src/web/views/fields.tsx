// Form fields with their label, hint and fault tied together for every reader.
import type { ComponentChildren } from 'preact';
import type { FieldFault, TypedFields } from '../forms/referral-form.ts';

export interface FieldContext {
  readonly typed: TypedFields;
  readonly faults: readonly FieldFault[];
}

const textOf = (typed: TypedFields, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};

const faultOf = (faults: readonly FieldFault[], name: string): string | undefined =>
  faults.find((one) => one.field === name)?.words;

const described = (
  name: string,
  hint: string | undefined,
  fault: string | undefined,
): Record<string, string> => {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(fault ? [`${name}-fault`] : [])];
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(fault ? { 'aria-invalid': 'true' } : {}),
  };
};

const Notes = ({
  name,
  hint,
  fault,
}: {
  name: string;
  hint?: string | undefined;
  fault?: string | undefined;
}) => (
  <>
    {hint ? (
      <span class="hint" id={`${name}-hint`}>
        {hint}
      </span>
    ) : null}
    {fault ? (
      <span class="fault" id={`${name}-fault`}>
        {fault}
      </span>
    ) : null}
  </>
);

export const TextField = (props: {
  context: FieldContext;
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'date' | 'tel';
  long?: boolean;
  maxlength?: number;
}) => {
  const { name, label, hint, type = 'text', long, maxlength } = props;
  const fault = faultOf(props.context.faults, name);
  const value = textOf(props.context.typed, name);
  const common = { id: name, name, ...(maxlength ? { maxlength } : {}), ...described(name, hint, fault) };
  return (
    <div>
      <label for={name}>{label}</label>
      <Notes name={name} hint={hint} fault={fault} />
      {long ? (
        <textarea {...common}>{value}</textarea>
      ) : (
        <input type={type} value={value} autocomplete="off" {...common} />
      )}
    </div>
  );
};

export interface Option {
  readonly value: string;
  readonly label: string;
}

const OptionLine = ({ option, value }: { option: Option; value: string }) => (
  <option value={option.value} selected={option.value === value}>
    {option.label}
  </option>
);

/** Options that belong together, under a heading. */
export interface OptionGroup {
  readonly group: string;
  readonly options: readonly Option[];
}

export const SelectField = (props: {
  context: FieldContext;
  name: string;
  label: string;
  hint?: string;
  options: readonly (Option | OptionGroup)[];
  empty?: string;
}) => {
  const { name, label, hint, options, empty } = props;
  const fault = faultOf(props.context.faults, name);
  const value = textOf(props.context.typed, name);
  return (
    <div>
      <label for={name}>{label}</label>
      <Notes name={name} hint={hint} fault={fault} />
      <select id={name} name={name} {...described(name, hint, fault)}>
        {empty === undefined ? null : (
          <option value="" selected={value === ''}>
            {empty}
          </option>
        )}
        {options.map((option) =>
          'group' in option ? (
            <optgroup label={option.group}>
              {option.options.map((one) => (
                <OptionLine option={one} value={value} />
              ))}
            </optgroup>
          ) : (
            <OptionLine option={option} value={value} />
          ),
        )}
      </select>
    </div>
  );
};

export const RadioField = (props: {
  context: FieldContext;
  name: string;
  label: string;
  hint?: string;
  options: readonly Option[];
}) => {
  const { name, label, hint, options } = props;
  const fault = faultOf(props.context.faults, name);
  const value = textOf(props.context.typed, name);
  return (
    <div
      id={name}
      role="radiogroup"
      tabindex={-1}
      aria-labelledby={`${name}-label`}
      {...described(name, hint, fault)}
    >
      <span class="label" id={`${name}-label`}>
        {label}
      </span>
      <Notes name={name} hint={hint} fault={fault} />
      {options.map((option) => (
        <label class="choice">
          <input type="radio" name={name} value={option.value} checked={option.value === value} />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
};

export const CheckField = (props: {
  context: FieldContext;
  name: string;
  value: string;
  children: ComponentChildren;
}) => {
  const fault = faultOf(props.context.faults, props.name);
  const given = props.context.typed[props.name];
  const isChecked = typeof given === 'string' ? given === props.value : (given ?? []).includes(props.value);
  const faultId = `${props.name}-fault`;
  return (
    <div>
      <label class="choice">
        <input
          type="checkbox"
          name={props.name}
          value={props.value}
          checked={isChecked}
          {...(fault ? { id: props.name, 'aria-invalid': 'true', 'aria-describedby': faultId } : {})}
        />
        <span>{props.children}</span>
      </label>
      {fault ? (
        <span class="fault" id={faultId}>
          {fault}
        </span>
      ) : null}
    </div>
  );
};

/** What is wrong, first on the page, each line a way to its field. */
export const FaultSummary = ({
  faults,
  title = 'Some answers are missing',
  kept = 'Nothing has been sent. Everything you typed is still here.',
}: {
  faults: readonly FieldFault[];
  title?: string;
  kept?: string;
}) =>
  faults.length === 0 ? null : (
    <section class="notice bad" role="alert" aria-label="What to mend">
      <h2>{title}</h2>
      <p>{kept}</p>
      <ul>
        {faults.map((fault) => (
          <li>
            <a href={`#${fault.field}`}>{fault.words}</a>
          </li>
        ))}
      </ul>
    </section>
  );

/** Everything typed, carried to the next step. */
export const HiddenFields = ({ typed }: { typed: TypedFields }) => (
  <>
    {Object.entries(typed).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one) => (
        <input type="hidden" name={name} value={one} />
      )),
    )}
  </>
);
