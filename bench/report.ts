/** Draws the report anew from what the benches stored: `npm run bench:report`. A bench does it itself when it ends. */
import { writeReport } from './report/write.ts';

writeReport();
