// SMART App Launch as a confidential or public client: OAuth and SMART, nothing of children. The only door of this folder.
export type { AttemptStore } from './attempt.ts';
