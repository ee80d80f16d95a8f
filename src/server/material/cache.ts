/** How long a client may keep a list: it only changes with the server's version or flags, so for one session. */
export const LIST_CACHE = { ttlMs: 3_600_000, cacheScope: "public" } as const;

/** What depends on who asks, and changes from one moment to the next. */
export const NO_CACHE = { ttlMs: 0, cacheScope: "private" } as const;
