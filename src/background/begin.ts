/**
 * Runs before the rest of the worker's script, which takes as long as the index takes to come. Nearly every start is for a
 * page that waits.
 */
import { beginToFetch } from '../platform/packaged.ts';

beginToFetch();
