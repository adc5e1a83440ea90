/** The page that asks a new reviewer which lists apply; it opens by itself once. */

export interface FirstRunPorts {
  /** Keys of what is stored already, by an older installation or a synchronised profile. */
  storedKeys(): Promise<readonly string[]>;
  /** True also where nobody knows. */
  hasManagedSettings(): Promise<boolean>;
  /** Whether every site is granted already: only a package that an administrator installs is so from the start. */
  isEverywhere(): Promise<boolean>;
  openSetUp(): Promise<void>;
}

/** Opens the set-up page unless somebody has answered its questions: the reviewer earlier, or the organisation. */
export async function welcome(ports: FirstRunPorts): Promise<void> {
  const [keys, isManaged, isEverywhere] = await Promise.all([ports.storedKeys(), ports.hasManagedSettings(), ports.isEverywhere()]);
  if (keys.length === 0 && !isManaged && !isEverywhere) await ports.openSetUp();
}
