import { Fault, type Store } from "../types.ts";

/**
 * Runs work on a store and, where it throws a Fault, takes back what it wrote: a task ends FAILED inside a
 * transaction that itself goes on. A record that comes back after a removal is then the newest of its kind.
 */
export async function allOrNothing<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  const undo: (() => Promise<unknown>)[] = [];
  const tracked: Store = {
    get: store.get,
    list: store.list,
    count: store.count,
    async insert(record) {
      await store.insert(record);
      undo.push(() => store.remove(record.kind, record.key));
    },
    async update(record) {
      const before = await store.get(record.kind, record.key);
      await store.update(record);
      if (before !== undefined) undo.push(() => store.update(before));
    },
    async remove(kind, key) {
      const before = await store.get(kind, key);
      const removed = await store.remove(kind, key);
      if (before !== undefined) undo.push(() => store.insert(before));
      return removed;
    },
  };
  try {
    return await work(tracked);
  } catch (error) {
    if (error instanceof Fault) for (const step of undo.reverse()) await step();
    throw error;
  }
}
