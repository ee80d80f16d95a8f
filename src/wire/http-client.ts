/**
 * The HTTP client, behind a static import of its own: transport.ts imports this file dynamically, so that a
 * server that makes no request loads no client, and bundlers still see the names of a CommonJS package.
 */
export { Agent } from "undici";
