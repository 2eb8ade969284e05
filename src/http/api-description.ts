import { z } from 'zod';

/** The part of JSON Schema that is put into words. */
interface Schema {
  type?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  anyOf?: Schema[] | undefined;
  items?: Schema | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  nullable?: boolean | undefined;
  default?: unknown;
  description?: string | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(schemaSchema).optional(),
    items: schemaSchema.optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    nullable: z.boolean().optional(),
    default: z.unknown().optional(),
    description: z.string().optional(),
  }),
);
const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema.optional() })).optional();

/** What is read of an OpenAPI document. */
const openApiSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string().default('') }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        tags: z.array(z.string()).default(['other']),
        summary: z.string().default(''),
        description: z.string().default(''),
        parameters: z
          .array(
            z.object({
              name: z.string(),
              in: z.string(),
              required: z.boolean().default(false),
              description: z.string().optional(),
              schema: schemaSchema.default({}),
            }),
          )
          .default([]),
        requestBody: z.object({ content: contentSchema }).optional(),
        responses: z.record(z.string(), z.object({ content: contentSchema })).default({}),
      }),
    ),
  ),
});

export interface Field {
  /** path, query or body. */
  in: string;
  name: string;
  type: string;
  /** As JSON; `required` where there is none and the field must be given; '' where it may be left out. */
  default: string;
  description: string;
}

export interface Route {
  methods: string[];
  path: string;
  summary: string;
  description: string;
  fields: Field[];
  /** By status, what comes: the fields of an object, or `problem`. */
  answers: { status: string; what: string }[];
}

export interface ApiDescription {
  title: string;
  version: string;
  description: string;
  groups: { tag: string; routes: Route[] }[];
}

/** Puts an OpenAPI document into what a person reads of it, in its order, grouped by tag. Errors: zod's. */
export function describeApi(document: unknown): ApiDescription {
  const { info, paths } = openApiSchema.parse(document);
  const groups = new Map<string, Route[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (method === 'options') continue;
      const { summary, description, parameters, requestBody, responses } = operation;
      const tag = operation.tags[0] ?? 'other';
      const routes = groups.get(tag) ?? [];
      groups.set(tag, routes);
      const same = routes.find((route) => route.path === path && route.summary === summary);
      if (same !== undefined) {
        same.methods.push(method.toUpperCase());
        continue;
      }
      const body = Object.values(requestBody?.content ?? {})[0]?.schema;
      const fields = [
        // The path shows its own names.
        ...parameters
          .filter((one) => one.in !== 'path' || one.description !== undefined)
          .map((one) => field(one.in, one.name, one.schema, one.required, one.description)),
        ...Object.entries(body?.properties ?? {}).map(([name, schema]) =>
          field('body', name, schema, body?.required?.includes(name) === true),
        ),
      ];
      const answers = Object.entries(responses).map(([status, { content }]) => ({ status, what: answerText(content) }));
      routes.push({ methods: [method.toUpperCase()], path, summary, description, fields, answers });
    }
  }
  return { ...info, groups: [...groups].map(([tag, routes]) => ({ tag, routes })) };
}

function field(place: string, name: string, schema: Schema, required: boolean, description?: string): Field {
  const given = schema.default === undefined ? (required ? 'required' : '') : JSON.stringify(schema.default);
  return {
    in: place,
    name,
    type: typeText(schema),
    default: given,
    description: description ?? schema.description ?? '',
  };
}

function answerText(content: z.infer<typeof contentSchema>): string {
  const [entry] = Object.values(content ?? {});
  if (entry?.schema === undefined) return '';
  const names = Object.keys(entry.schema.properties ?? {});
  if (names.includes('detail') && names.includes('instance')) return 'problem';
  if (names.length === 0) return typeText(entry.schema);
  return `{${Object.entries(entry.schema.properties ?? {})
    .map(fieldText)
    .join(', ')}}`;
}

/** A field of an answer; a list of objects with theirs. */
function fieldText([name, { items }]: [string, Schema]): string {
  const inner = Object.keys(items?.properties ?? {});
  return inner.length === 0 ? name : `${name}: [{${inner.join(', ')}}]`;
}

/** Choices shown of a field; those of model presets and the like are many. */
const CHOICES = 20;

function typeText(schema: Schema): string {
  const base = baseText(schema);
  return schema.nullable === true ? `${base} or null` : base;
}

function baseText({ type, enum: choices, const: constant, anyOf, items, properties }: Schema): string {
  if (constant !== undefined) return JSON.stringify(constant);
  if (choices !== undefined) return choices.slice(0, CHOICES).map(String).join(', ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeText))].join(' or ');
  if (type === 'array') return `array of ${items === undefined ? 'anything' : typeText(items)}`;
  if (properties !== undefined) return `{${Object.keys(properties).join(', ')}}`;
  return type ?? 'anything';
}
