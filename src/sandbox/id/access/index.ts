import type { Part } from "../../types.ts";
import { inboundAuth } from "./inbound-auth.ts";
import { tags } from "./tags.ts";
import { trustAnchors } from "./trust-anchors.ts";

export const accessParts: readonly Part[] = [inboundAuth, trustAnchors, tags];
