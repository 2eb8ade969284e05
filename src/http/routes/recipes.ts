import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { presetRecipe, recipeSchema } from '../../recipe.ts';
import { presetNames } from '../../stages/preset.ts';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';

const tags = ['recipes'];

export const recipeRoutes: Routes = () => async (app) => {
  app.get(
    '/v1/recipes',
    {
      schema: {
        tags,
        summary: 'The presets',
        response: { 200: z.object({ recipes: z.array(z.object({ name: z.string(), description: z.string() })) }) },
      },
    },
    async () => ({
      recipes: presetNames.map((name) => ({ name, description: presetRecipe(name).description })),
    }),
  );

  app.get(
    '/v1/recipes/:name',
    {
      schema: {
        tags,
        summary: 'A preset with every parameter resolved',
        description: '`schema` (JSON Schema) says what each parameter is, its limits and the paper it is from.',
        params: z.object({ name: z.string() }),
        response: {
          200: z.object({ recipe: recipeSchema, schema: z.record(z.string(), z.json()) }),
          404: problemSchema,
        },
      },
    },
    async (request) => {
      const name = presetNames.find((preset) => preset === request.params.name);
      if (name === undefined)
        throw new RequestError(
          404,
          'not-found',
          `no recipe ${JSON.stringify(request.params.name)}: expected ${presetNames.join(', ')}`,
        );
      const schema = z.record(z.string(), z.json()).parse(z.toJSONSchema(recipeSchema, { io: 'output' }));
      return { recipe: presetRecipe(name), schema };
    },
  );
};
