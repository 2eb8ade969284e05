/**
 * Entry of a process that makes an empty PGlite database in the folder it is given. Making one leaves half a gigabyte
 * behind in the memory of whoever does it, so the service has it done elsewhere.
 */
import { PGlite } from '@electric-sql/pglite';

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected a folder');
const db = await PGlite.create(folder, { relaxedDurability: true });
await db.close();
