/** Bounding and showing text that comes from outside: the service, the model, a client. A leaf. */
export { asData } from "./as-data.ts";
export { bounded, quote } from "./bounded.ts";
export { jsonText } from "./json-text.ts";
export { nearestName } from "./nearest.ts";
export { type Data, type DataObject, DEFAULT_LIMITS, type Limits, neutralise } from "./neutralise.ts";
export { estimateTokens } from "./tokens.ts";
export { type VisibleOptions, visible } from "./visible.ts";
