/**
 * Every error Winnow raises on purpose. A `code` is stable: API clients, reports and tests match on it.
 * A message names the stage, file, offset or document, what was expected and what came.
 */
export type ErrorCode =
  | 'bad-request'
  | 'unauthorized'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'digest-mismatch'
  | 'unsupported-media'
  | 'recipe-invalid'
  | 'format-unknown'
  | 'format-damaged'
  | 'limit-exceeded'
  | 'input-missing'
  | 'output-damaged'
  | 'storage-failed'
  | 'stage-failed'
  | 'out-of-memory'
  | 'asset-missing'
  | 'queue-unavailable'
  | 'cancelled'
  | 'trainer-failed'
  | 'configuration-invalid';

interface WinnowErrorOptions {
  cause?: unknown;
  /** Facts that a client may show or match: file, offset, limit … JSON values only. */
  details?: Record<string, unknown>;
}

/** Base of every class below; catch this to tell our errors from bugs. */
export class WinnowError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, options: WinnowErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** A request that cannot be served as sent; `status` is the HTTP status it is answered with. */
export class RequestError extends WinnowError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, message: string, options?: WinnowErrorOptions) {
    super(code, message, options);
    this.status = status;
  }
}

/** A recipe that does not fit its schema. */
export class RecipeError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('recipe-invalid', message, options);
  }
}

/** Bytes that are not what their format promises. */
export class FormatError extends WinnowError {
  constructor(code: 'format-unknown' | 'format-damaged', message: string, options?: WinnowErrorOptions) {
    super(code, message, options);
  }
}

/** Untrusted input went over a configured limit. */
export class LimitError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('limit-exceeded', message, options);
  }
}

/** Storage refused or failed. */
export class StorageError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('storage-failed', message, options);
  }
}

/** A key that storage does not have. */
export class NotFoundError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('not-found', message, options);
  }
}

/** A job's input is not in storage: the job before it failed or was cancelled. */
export class InputMissingError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('input-missing', message, options);
  }
}

/** A stored output does not hold what its own record of it says. */
export class OutputDamagedError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('output-damaged', message, options);
  }
}

/** A stage failed on a part; the message names both. */
export class StageError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('stage-failed', message, options);
  }
}

/** A job needed more memory than it may have. */
export class OutOfMemoryError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('out-of-memory', message, options);
  }
}

/** A model or list that a recipe names is not there. */
export class AssetError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('asset-missing', message, options);
  }
}

/** The queue's database cannot be reached or opened. */
export class QueueError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('queue-unavailable', message, options);
  }
}

/** Work stopped because its run or training was cancelled. */
export class CancelledError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('cancelled', message, options);
  }
}

/** The trainer's process failed or could not be started. */
export class TrainerError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('trainer-failed', message, options);
  }
}

/** The environment or the command line asks for something impossible. */
export class ConfigurationError extends WinnowError {
  constructor(message: string, options?: WinnowErrorOptions) {
    super('configuration-invalid', message, options);
  }
}
