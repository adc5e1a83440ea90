/** Put into a frame whose line items are to be read, beside the script that reads it. Does nothing where that one does not run. */
import { createLineReader } from './lines.ts';
import { runningSession } from './running.ts';

runningSession()?.takeLineReader(createLineReader);
