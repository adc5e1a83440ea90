/** Put into a frame in which something was found, beside the script that reads it. Does nothing where that one does not run. */
import { createMarker } from './marker.ts';
import { runningSession } from './running.ts';

runningSession()?.takeMarker(createMarker);
