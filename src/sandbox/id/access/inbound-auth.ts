/** The actions on inbound auth configurations and their API keys. */
import { creates, gets, lists, removes, selected, updates } from "../../resources/actions.ts";
import { shownAs } from "../../resources/answer.ts";
import { answers, computes, type Definition, family } from "../../resources/family.ts";
import { holds, where } from "../../resources/filters.ts";
import { change, need } from "../../resources/records.ts";
import type { Facts, Part } from "../../types.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import {
  addKey,
  assertFitting,
  assertSoundExpiry,
  authTypeIn,
  expired,
  inboundApiKey,
  inboundAuthConfig,
  soundJwt,
} from "./inbound-auth-config.ts";

const BY_ID = { InboundAuthConfigId: "InboundAuthConfigId" };

const create = creates(inboundAuthConfig, {
  without: ["ApiKeyAuthConfigs", "InstanceId", "AuthType", "JwtAuthConfig"],
  prepare(fields, { params }) {
    const AuthType = authTypeIn(params);
    assertFitting(AuthType, params);
    const instance = textOf(params, "InstanceId");
    const { ConfigName, ...rest } = fields;
    return {
      ...rest,
      ...(ConfigName === undefined || ConfigName === "" ? {} : { ConfigName }),
      AuthType,
      InstanceIds: instance ? [instance] : [],
      ...(AuthType === "Jwt" ? { JwtAuthConfig: soundJwt(objectOf(params, "JwtAuthConfig") ?? {}) } : {}),
    };
  },
  async also(config, { params, context }) {
    for (const [index, key] of objectsOf(params, "ApiKeyAuthConfigs").entries()) {
      await addKey(context, config, key, `ApiKeyAuthConfigs.${index + 1}`);
    }
    return undefined;
  },
});

/** Changes the issuer, or one key by its name. Nothing of this is stored with the configuration itself but the issuer. */
const update = updates(inboundAuthConfig, BY_ID, {
  without: ["ApiKeyAuthConfig", "JwtAuthConfig"],
  async prepare(fields, { params, context, before }) {
    const key = objectOf(params, "ApiKeyAuthConfig");
    if (key !== undefined) {
      const { ApiKeyName, ...given } = key;
      const { ApiKey, ...others } = given;
      const changes = ApiKey === "" ? others : given;
      const by = { InboundAuthConfigId: before?.key ?? "", ApiKeyName: String(ApiKeyName ?? "") };
      const record = await need(inboundApiKey, context, by);
      assertSoundExpiry(changes, context.now, "ApiKeyAuthConfig");
      await change(inboundApiKey, context, record, changes);
    }
    const jwt = objectOf(params, "JwtAuthConfig");
    if (jwt === undefined) return fields;
    assertFitting(textOf(before?.doc ?? {}, "AuthType") ?? "", params);
    return {
      ...fields,
      JwtAuthConfig: soundJwt({ ...objectOf(before?.doc ?? {}, "JwtAuthConfig"), ...jwt }),
    };
  },
});

/** Puts an instance into the list or takes it out. Instances are another service's: they are not looked up. */
const instances = (next: (before: readonly string[], instance: string) => readonly string[]): Definition =>
  computes(async (params, context) => {
    const config = await selected(inboundAuthConfig, BY_ID, params, context);
    const instance = textOf(params, "InstanceId") ?? "";
    const InstanceIds = next(textsOf(config.doc, "InstanceIds"), instance);
    await change(inboundAuthConfig, context, config, { InstanceIds });
    return {};
  });

const attach = instances((before, instance) => {
  if (before.includes(instance)) throw faults.duplicated(`attachment to the instance ${instance}`);
  return [...before, instance];
});

const detach = instances((before, instance) => {
  if (!before.includes(instance)) throw faults.notFound(`attachment to the instance ${instance}`);
  return before.filter((one) => one !== instance);
});

const batchGet: Definition = answers(async (params, context, { output }) => {
  const fact = output.InboundAuthConfigs;
  const element: Facts = Array.isArray(fact) && typeof fact[0] === "object" ? fact[0] : {};
  const shown = [];
  for (const id of new Set(textsOf(params, "InboundAuthConfigIds"))) {
    const config = await need(inboundAuthConfig, context, { InboundAuthConfigId: id });
    shown.push(await shownAs(element, inboundAuthConfig, config, context));
  }
  return { InboundAuthConfigs: shown };
});

const createKey: Definition = computes(async (params, context) => {
  const config = await selected(inboundAuthConfig, BY_ID, params, context);
  await addKey(context, config, objectOf(params, "ApiKeyAuthConfig") ?? {}, "ApiKeyAuthConfig");
  return {};
});

/** Answers nothing for a key that lets in, and an error for any other. The key itself is in no message. */
const checkKey: Definition = answers(async (params, context) => {
  const equals = { ApiKey: textOf(params, "ApiKey") ?? "" };
  const { items } = await context.store.list(inboundApiKey.kind, { equals });
  if (items.length === 0) throw faults.notFound("inbound API key of this value");
  if (items.every(({ doc }) => expired(doc, context.now))) {
    throw faults.refused("The inbound API key has expired.");
  }
  return {};
});

export const inboundAuth: Part = {
  resources: [inboundAuthConfig, inboundApiKey],
  actions: family("id", {
    CreateInboundAuthConfig: create,
    GetInboundAuthConfig: gets(inboundAuthConfig, BY_ID),
    BatchGetInboundAuthConfig: batchGet,
    ListInboundAuthConfigs: lists(inboundAuthConfig, {
      filters: {
        AuthType: where((doc, value) => textOf(doc, "AuthType")?.toLowerCase() === `${value}`.toLowerCase()),
        InstanceId: holds("InstanceIds"),
      },
    }),
    UpdateInboundAuthConfig: update,
    DeleteInboundAuthConfig: removes(inboundAuthConfig, BY_ID),
    AttachInboundAuthConfig: attach,
    DetachInboundAuthConfig: detach,
    CreateApiKey: createKey,
    CheckApiKey: checkKey,
    DeleteApiKey: removes(inboundApiKey, { ApiKeyName: "ApiKeyName" }),
  }),
};
