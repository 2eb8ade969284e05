import type { TrainerEvent } from '../training/schema.ts';

const loss = (value: number | null | undefined): string => (typeof value === 'number' ? value.toFixed(3) : '–');

/** A trainer's event as a line for a person; undefined for those that say nothing to one. */
export function eventText(event: TrainerEvent): string | undefined {
  switch (event.event) {
    case 'tokens':
      return `tokens: ${String(event['trainTokens'])} to train on, ${String(event['validationTokens'])} held out, vocabulary ${String(event['vocabSize'])}`;
    case 'start':
      return `model: ${event.parameters?.toLocaleString('en-US')} parameters on ${event.device}, ${event.steps} steps${event['resumed'] === true ? `, from step ${event.step}` : ''}`;
    case 'step':
      return `step ${String(event.step).padStart(5)}/${event.steps}  training loss ${loss(event.loss)}  ${event.tokensPerSecond} tokens/s`;
    case 'evaluation':
      return `step ${String(event.step).padStart(5)}         validation loss ${loss(event.validationLoss)}`;
    case 'overfitting':
      return 'warning: validation loss rises while training loss falls; more text or fewer steps would serve better';
    case 'sample':
      return `sample: ${JSON.stringify((event.text ?? '').slice(0, 400))}`;
    default:
      return undefined;
  }
}
