/** Undoes a change that turned out to have nothing to do, so that the log tells of nothing that did not happen. */

/** Thrown inside a change: pressed twice, or somebody else was first. */
export class NothingToDo extends Error {
  override readonly name = 'NothingToDo';
}

/** Null where the change was undone because there was nothing to do. */
export async function unlessNothingToDo<T>(change: Promise<T>): Promise<T | null> {
  try {
    return await change;
  } catch (error) {
    if (error instanceof NothingToDo) return null;
    throw error;
  }
}
