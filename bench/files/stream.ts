/** Runs a program over a stream of lines on its standard input, and watches it from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Orders } from './orders.ts';

/** What one run took. */
export interface StreamRun {
  readonly seconds: number;
  /** Of all its threads; undefined where the system does not tell (anywhere but on Linux). */
  readonly cpuSeconds: number | undefined;
  readonly megabytes: number;
  readonly peakMegabytes: number | undefined;
  readonly tenths: readonly Tenth[];
  readonly exitCode: number | null;
}

/** One tenth of the lines, from when its first was taken until its last was. */
export interface Tenth {
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
  /** Memory in use at its end. */
  readonly megabytes: number | undefined;
}

/** `onOutput` gets what the program writes, piece by piece. Rejects when it stops reading early. */
export async function runOver(
  orders: Orders,
  lines: number,
  command: readonly string[],
  onOutput: (piece: Buffer) => void,
): Promise<StreamRun> {
  const [program = '', ...args] = command;
  const started = performance.now();
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C' } });
  const closed = once(child, 'close');
  child.stdout.on('data', onOutput);
  const tenths: Tenth[] = [];
  let usage = usageOf(child.pid);
  let before = { at: started, cpu: 0 };
  let fed = 0;
  let bytesFed = 0;
  for (const { lines: count, bytes } of orders.blocks(lines)) {
    // Waited for each time: the bytes are written over for the next block.
    await new Promise<void>((resolve, reject) => child.stdin.write(bytes, (error) => (error ? reject(error) : resolve())));
    fed += count;
    bytesFed += bytes.length;
    if (fed < (lines * (tenths.length + 1)) / 10) continue;
    usage = usageOf(child.pid) ?? usage;
    const now = performance.now();
    tenths.push({
      seconds: (now - before.at) / 1000,
      cpuSeconds: usage && usage.cpuSeconds - before.cpu,
      megabytes: usage?.megabytes,
    });
    before = { at: now, cpu: usage?.cpuSeconds ?? 0 };
  }
  child.stdin.end();
  // Sampled until it ends: what is left of its work belongs to it too.
  const watch = setInterval(() => {
    usage = usageOf(child.pid) ?? usage;
  }, 20);
  const [exitCode] = (await closed) as [number | null];
  clearInterval(watch);
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: usage?.cpuSeconds,
    megabytes: bytesFed / 1e6,
    peakMegabytes: usage?.peakMegabytes,
    tenths,
    exitCode,
  };
}

interface Usage {
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly peakMegabytes: number;
}

/** Clock ticks a second in /proc; 100 on every Linux of today. */
const ticks = 100;

/** Undefined once the process has ended, and where there is no /proc. */
function usageOf(pid: number | undefined): Usage | undefined {
  try {
    // The second field is the program's name in brackets and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const peak = kibibytes('VmHWM');
    // A process that has ended and was not collected yet has no memory any more.
    if (Number.isNaN(peak)) return undefined;
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticks,
      megabytes: (kibibytes('VmRSS') * 1024) / 1e6,
      peakMegabytes: (peak * 1024) / 1e6,
    };
  } catch {
    return undefined;
  }
}
