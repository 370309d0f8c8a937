// What the pictures share. Places are percentages of the width and letters are not scaled, so a picture reads the same in a 320 px frame and
// at a desk. No style attribute and no pattern by reference: the page's policy allows neither to matter.

export const percent = (x: number): string => `${Math.round(x * 100) / 100}%`;

/** The drawing's own ends, in percent of the width. */
export const leftEnd = 2;
export const rightEnd = 98;

/** A label nearer to an end than this many percent would leave the picture in a narrow frame. */
const labelRoom = 26;

/** Labels sit at their place, kept inside the picture. */
export const anchored = (
  x: number,
): { readonly x: string; readonly 'text-anchor': 'start' | 'middle' | 'end' } =>
  x < labelRoom
    ? { x: percent(leftEnd), 'text-anchor': 'start' }
    : x > 100 - labelRoom
      ? { x: percent(rightEnd), 'text-anchor': 'end' }
      : { x: percent(x), 'text-anchor': 'middle' };

/** Ink of the pictures: darker than 7:1 on white, told apart by pattern and words rather than by hue. */
export const ink = {
  text: '#16232e',
  soft: '#3d4a56',
  track: '#dfe5e9',
  above: '#6b3500',
  aboveWash: '#f3d9b4',
  monitor: '#1b4379',
  monitorWash: '#d3e2f5',
} as const;
