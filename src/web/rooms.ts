// Which rooms of a launch are whose: asked once for every page and form of a launch, so that no route can forget it (SECURITY S9).
import type { Role } from '../store/port.ts';

const care: readonly Role[] = ['clinician', 'coordinator'];
const setUp: readonly Role[] = ['admin'];

/** The first segment after the launch. The administrator sets Hearth up and sees no child's summary; nobody else maps codes. */
const rooms: Readonly<Record<string, readonly Role[]>> = { mapping: setUp };

/** Whether this role may open this path of a launch; a room not named here is for those who care for the child. */
export const mayEnter = (role: Role, path: string): boolean => {
  const room = /^\/launches\/[^/]+\/([^/]+)/.exec(path)?.[1]?.toLowerCase() ?? '';
  return ((Object.hasOwn(rooms, room) ? rooms[room] : undefined) ?? care).includes(role);
};

/** Where a launch begins. */
export const firstRoom = (role: Role, hasChild: boolean): string => {
  if (role === 'admin') return 'mapping';
  return hasChild ? 'summary' : 'worklist';
};
