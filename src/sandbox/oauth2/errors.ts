import type { WebAnswer } from "../types.ts";

/** An error as an OAuth2 endpoint answers it (RFC 6749, section 5.2). */
export class OauthError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, why: string, status = 400) {
    super(why);
    this.name = "OauthError";
    this.code = code;
    this.status = status;
  }

  answer(): WebAnswer {
    return {
      status: this.status,
      headers: { Pragma: "no-cache", ...(this.status === 401 ? { "WWW-Authenticate": "Basic" } : {}) },
      body: { error: this.code, error_description: this.message },
    };
  }
}
