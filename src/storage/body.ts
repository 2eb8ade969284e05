/** Wraps an error of the bytes' giver, to be told from one of the medium. */
export class BodyError extends Error {}

/** Passes a body on; what it throws comes out as `BodyError`. */
export async function* ownErrors(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new BodyError('the body failed', { cause });
  }
}
