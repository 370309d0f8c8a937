// Rows of the chart Hearth does not read as results, and that still must not lie open on a screen a partner may see (CLINICAL trap 12, 13).
import type { UnusableForm } from '../chart.ts';
import type { Instrument } from './instrument.ts';

/** Violence, abuse and adversity; a caregiver's or partner's state; substances; sexual matters; a young person's own answers. */
const spokenInConfidence = [
  /violen|abus|assault|maltreat|neglect|traum|batter|coerc|stalk|threat|traffick|unsafe|safe(?:ty)? at home/,
  /advers|\bace(?:s|-q)?\b|pearls|\bseek\b|incarcerat|custody/,
  /\b(?:ipv|dv|hits|hark|wast|danger assessment)\b|partner|spouse|relationship/,
  /depres|suicid|self.?(?:harm|injur)|\bphq|\bgad\b|\bgad-?\d|\bepds\b|edinburgh|anxiety|post.?partum|post.?natal|perinatal|\bpmad/,
  /matern|patern|mother|father|(?:parent(?:al)?|caregiver)(?:[’']?s)? (?:strain|stress|burden|mood|mental|health|wellbeing|well-being)|stress index/,
  /columbia|\bc.?ssrs\b|\bces.?d|\bbeck\b|\bbdi\b|\bk-?(?:6|10)\b|kessler|distress|ptsd|mood disorder|\bmdq\b|patient health questionnaire/,
  /\bscared\b|\brcads|hurt,? insult|confidential/,
  // Spanish, its accents taken off before.
  /maltrat|abuso|amenaz|pareja|autoles|ansiedad|ansios|pos(?:t)?parto|embaraz|madre|padre|cuidador|salud mental|salud del paciente|droga|tabac|\bjoven|insegur[oa] en|adversa/,
  /alcohol|drug|substance|opioid|tobacco|nicotin|smok|vap(?:e|ing)\b|cannabis|marijuana|\bcrafft|\bs2bi|\bbstad|\baudit(?:-c)?\b|\bdast/,
  /\bsex|pregnan|contracept|gender|\bhiv\b|\bsti\b|menstru/,
  /\bhead?ss\b|heeadsss|\braaps|adolescen|\bteen|\byouth|young person/,
];

const speaksOfIt = (text: string): boolean => {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('_', ' ')
    .toLowerCase();
  return spokenInConfidence.some((words) => words.test(plain));
};

/** For a whole chart: the same names come over and over, and each is looked at once. @param instruments by id */
export const confidentialRows = (
  instruments: ReadonlyMap<string, Instrument>,
): ((row: UnusableForm) => boolean) => {
  const known = new Map<string, boolean>();
  return ({ instrumentId, label, code }) => {
    if (instrumentId !== undefined && instruments.get(instrumentId)?.confidential === true) return true;
    const text = `${label} ${code?.display ?? ''} ${code?.code ?? ''}`;
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = speaksOfIt(text);
    known.set(text, found);
    return found;
  };
};

/** @param instruments by id */
export const isConfidentialRow = (row: UnusableForm, instruments: ReadonlyMap<string, Instrument>): boolean =>
  confidentialRows(instruments)(row);
