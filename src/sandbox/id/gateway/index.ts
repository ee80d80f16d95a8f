import type { Part } from "../../types.ts";
import { egressIps } from "./egress-ips.ts";
import { faasServices } from "./faas-services.ts";
import { gatewayRoutes } from "./routes.ts";
import { gatewayServices } from "./services.ts";

export const gatewayParts: readonly Part[] = [egressIps, faasServices, gatewayServices, gatewayRoutes];
