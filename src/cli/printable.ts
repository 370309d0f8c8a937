/** What an EHR or a file holds may contain escape sequences; a terminal should not obey them. */
export const printable = (text: string): string => text.replace(/[^\P{C}\n]/gu, '\u{fffd}');
