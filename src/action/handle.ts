/** How a secret is written where only a reference to it may stand. A leaf. */

/** The one key of a handle: `{"$secret": "secret_…"}`. */
export const HANDLE_KEY = "$secret";

/** The one key of what stands for a secret that is not shown; no caller may write it (plain.ts). */
export const FINGERPRINT_KEY = "$fingerprint";

/** The vault makes 24 characters after the prefix; older and other ones may be 8 to 64. */
export const HANDLE_ID = /^secret_[A-Za-z0-9_-]{8,64}$/;
