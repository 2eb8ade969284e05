import { describeCollections } from '../../suites/collections.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';

describeCollections('memory', async () => new MemoryStorage());
