// Numbers in JSON that no JavaScript number can hold. Parsed, they would look like another, ordinary number (SECURITY H20).

/** FHIR decimals keep at most eighteen significant digits (R4 2.24.0.1); a double holds seventeen. */
const mostDigits = 18;
/** Quick and rough: only a text with so many digits in a row, or after a point, is looked at closely. */
const suspicious = /\d{19}|\d\.\d{16}/;
/** Strings are stepped over whole, so that a long identifier stays as it is. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

const significantDigits = (number: string): number =>
  number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '').length;

/**
 * The same JSON with each number of too many digits turned into one that parses to Infinity, which no reader takes for a value.
 * `undefined` when there is none, as in nearly every body.
 */
export const withoutLongNumbers = (json: string): string | undefined => {
  if (!suspicious.test(json)) return undefined;
  let found = false;
  const changed = json.replace(stringOrNumber, (token) => {
    if (token.startsWith('"') || significantDigits(token) <= mostDigits) return token;
    found = true;
    return '1e999';
  });
  return found ? changed : undefined;
};
