/** A thread of `vendor-lens check --jobs`: wires its messages to the work. */
import { parentPort, workerData } from 'node:worker_threads';
import { createScreen } from './screening.ts';
import { createFileWork, createRecordWork, type FileTask, type RecordTask, type Setup } from './work.ts';

const setup = workerData as Setup;
const { index, catalogue, policy, records } = setup;
const work = records ? createRecordWork(setup, records) : createFileWork(setup, createScreen(index, catalogue, policy));

// The program sends only what the setup is for.
parentPort?.on('message', async (task: FileTask & RecordTask) => parentPort?.postMessage(await work(task)));
