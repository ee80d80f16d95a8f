/** The permission gateway, functions of user pools, and the addresses from which the identity service calls out. */
import type { Family } from "../../src/action/family.ts";
import { egressIps } from "./egress-ips.ts";
import { faasServices } from "./faas-services.ts";
import { gatewayRoutes } from "./gateway-routes.ts";
import { gatewayServices } from "./gateway-services.ts";

/** In the order in which an administrator meets them. */
export const gateway: readonly Family[] = [gatewayServices, gatewayRoutes, faasServices, egressIps];
