/** A thread of `vendor-lens check --jobs`: wires its messages to the work. */
import { parentPort, workerData } from 'node:worker_threads';
import { createScreen } from './screening.ts';
import { createFileWork, createRecordWork, type FileTask, type RecordTask, type Setup } from './work.ts';

const setup = workerData as Setup;
const work = (setup.records ? createRecordWork(setup, setup.records) : createFileWork(setup, createScreen)) as (
  task: FileTask | RecordTask,
) => unknown;

parentPort?.on('message', async (task: FileTask | RecordTask) => parentPort?.postMessage(await work(task)));
