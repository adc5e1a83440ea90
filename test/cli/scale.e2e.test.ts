/** The built program over many records: threads, pipes, and as the step of other engines. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const built = process.env.VENDOR_LENS_CLI ?? fileURLToPath(new URL('../../dist/cli/vendor-lens.js', import.meta.url));
const fixtures = fileURLToPath(new URL('../fixtures/files/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vendor-lens-'));
afterAll(() => rmSync(folder, { recursive: true }));

const texts = ['A4 paper 80 gsm', 'FortiGate 100F firewall', '打印纸 A4', '飞塔防火墙 两台', 'Falcon paper plates', 'office chair'];

/** Records `from` to `to`; every second of six orders something restricted. */
function records(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) =>
    JSON.stringify({ id: `PO-${from + i}`, description: texts[(from + i) % texts.length], quantity: i }),
  );
}

function vendorLens(args: readonly string[], input = '', program = built) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: fixtures,
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 2 ** 30,
  });
  return { code: status, output: stdout, errors: stderr };
}

/** Ids of the records in which something was found, in the order of the output. */
const idsOf = (output: string): string[] =>
  output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).id);

const recordArgs = ['check', '-', '--jsonl-in', 'description', '--id', 'id'];

describe('threads', () => {
  test('give what one gives, byte for byte: output, complaints and exit code', () => {
    const file = join(folder, 'orders.jsonl');
    const lines = records(0, 6_000);
    for (let i = 500; i < lines.length; i += 1_500) lines[i] = 'broken';
    // More than one portion is read of it at once.
    writeFileSync(file, `${lines.join('\n')}\n`);
    const args = ['check', '--jsonl-in', 'description,quantity', '--id', 'id', file, 'no-such-file', '-'];
    const input = records(0, 700).join('\r\n');
    const one = vendorLens(args, input);
    expect(one.code).toBe(2);
    expect(one.errors.split('\n')).toHaveLength(4 + 1 + 1);
    expect(new Set(idsOf(one.output)).size).toBeGreaterThan(2_000);
    for (const jobs of ['2', '3', 'auto']) expect(vendorLens([...args, '--jobs', jobs], input)).toEqual(one);
  });

  test.each(['table', 'jsonl', 'json'])('check whole files, told as %s, as one does', (format) => {
    const files = ['quote-en.txt', 'scan.bin', 'order-en.html', '-', 'prices-zh.csv', 'no-such-file', 'quote-gb18030.txt'];
    const args = ['check', '--format', format, ...files];
    expect(vendorLens([...args, '--jobs', '3'], 'FortiGate 60F')).toEqual(vendorLens(args, 'FortiGate 60F'));
  });

  test('start from a folder that was copied elsewhere', () => {
    const copy = join(folder, 'copy');
    cpSync(fileURLToPath(new URL('.', `file://${built}`)), copy, { recursive: true });
    const input = records(0, 12).join('\n');
    const program = join(copy, 'vendor-lens.js');
    for (const jobs of ['1', '2']) {
      const { code, output, errors } = vendorLens([...recordArgs, '--jobs', jobs], input, program);
      expect({ code, ids: [...new Set(idsOf(output))], errors }).toEqual({
        code: 1,
        ids: ['PO-1', 'PO-3', 'PO-4', 'PO-7', 'PO-9', 'PO-10'],
        errors: '',
      });
    }
    expect(vendorLens(['--version'], '', program)).toMatchObject({ code: 0, output: vendorLens(['--version']).output });
  });
});

describe.each(['1', '2'])('pipes with %s jobs', (jobs) => {
  const start = (): ChildProcessWithoutNullStreams => spawn(process.execPath, [built, ...recordArgs, '--jobs', jobs]);

  test('what was read is told while the writer keeps the pipe open', async () => {
    const child = start();
    child.stdin.write(`${records(1, 2).join('\n')}\n{"id":`);
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(idsOf(String(first))).toEqual(['PO-1']);
    child.stdin.end('"last","description":"FortiGate"}');
    const [second] = (await once(child.stdout, 'data')) as [Buffer];
    expect(idsOf(String(second))).toEqual(['last']);
    expect(await once(child, 'close')).toEqual([1, null]);
  });

  test('a reader that goes away ends it without a word, though the writer goes on', async () => {
    const child = start();
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    // The writer's pipe breaks, which is how it learns of it.
    child.stdin.on('error', () => undefined);
    const block = `${records(0, 6_000).join('\n')}\n`;
    const feed = (error?: Error | null): void => {
      if (!error) child.stdin.write(block, feed);
    };
    feed();
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, errors }).toEqual({ code: 2, errors: '' });
  });

  test('a slow reader slows it down: no more is read than a few portions, and nothing is lost', async () => {
    const child = start();
    const block = `${records(0, 600).join('\n')}\n`;
    const blocks = 60;
    let taken = 0;
    const fed = (async () => {
      for (let i = 0; i < blocks; i++) {
        await new Promise<void>((resolve) => child.stdin.write(block, () => resolve()));
        taken++;
      }
      child.stdin.end();
    })();
    // Until it stands still.
    for (let before = -1; before < taken || taken === 0; ) {
      before = taken;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    expect(taken).toBeLessThan(blocks / 2);
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 0x0a) lines++;
    });
    await Promise.all([fed, once(child, 'close')]);
    const perBlock = vendorLens(recordArgs, block).output.split('\n').length - 1;
    expect(lines).toBe(perBlock * blocks);
  });
});

test('the exit code of a pipe step: --exit-zero lets only failures fail', () => {
  const hit = records(1, 2).join('\n');
  expect(vendorLens(recordArgs, hit).code).toBe(1);
  expect(vendorLens([...recordArgs, '--exit-zero'], hit).code).toBe(0);
  expect(vendorLens([...recordArgs, '--exit-zero'], `${hit}\nbroken`).code).toBe(2);
});

test.skipIf(!existsSync('/dev/full'))('an output that cannot be written is a failure, and not the 1 of something confirmed', () => {
  const command = `"${process.execPath}" "${built}" ${recordArgs.join(' ')} --exit-zero > /dev/full`;
  const { status, stderr } = spawnSync('sh', ['-c', command], { input: records(1, 2).join('\n'), encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^vendor-lens: ENOSPC.*\n$/);
});

/** As docs/scale.md has it. */
const step = [process.execPath, built, ...recordArgs, '--exit-zero'];

describe('GNU parallel', () => {
  const isThere = spawnSync('parallel', ['--version']).status === 0;
  if (!isThere) console.warn('GNU parallel is not installed: its tests are skipped');
  const all = records(0, 6_000);
  const input = `${all.join('\n')}\n`;
  const run = (args: readonly string[]) => {
    const { status, stdout } = spawnSync('parallel', [...args, '-k', ...step], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
    return { code: status, ids: idsOf(stdout) };
  };

  test.skipIf(!isThere)('spreads one stream over several hosts; the same is found, in the same order', () => {
    // Takes the place of ssh, so that no host is needed: `ssh [options] HOST -- COMMAND`. A login sets SHELL, which
    // parallel asks the host for.
    const ssh = join(folder, 'ssh');
    const log = join(folder, 'hosts');
    writeFileSync(
      ssh,
      `#!/bin/sh\nwhile [ "\${1#-}" != "$1" ]; do shift; done\necho "$1" >> ${log}\nshift\n[ "$1" = -- ] && shift\nSHELL=/bin/sh exec sh -c "$*"\n`,
    );
    chmodSync(ssh, 0o755);
    const { code, ids } = run(['--ssh', ssh, '-S', '1/first,1/second', '--pipe', '--block', '100k']);
    expect(code).toBe(0);
    expect(ids).toEqual(idsOf(vendorLens(recordArgs, input).output));
    expect(new Set(readFileSync(log, 'utf8').split('\n').filter(Boolean))).toEqual(new Set(['first', 'second']));
  });

  test.skipIf(!isThere)('counts the blocks that could not be read whole, and no others', () => {
    all[100] = 'broken';
    const { status } = spawnSync('parallel', ['-j', '2', '--pipe', '--block', '100k', ...step], {
      input: all.join('\n'),
      maxBuffer: 2 ** 30,
    });
    expect(status).toBe(1);
  });
});

/**
 * What Spark's `RDD.pipe` does, since Spark itself is no part of the tests: a process for each partition, its elements
 * one a line on the standard input, each line of the output an element, and a task that fails where the exit code is not 0.
 */
async function pipeRdd(partitions: readonly (readonly string[])[], [program = '', ...args]: readonly string[]): Promise<string[][]> {
  return Promise.all(
    partitions.map(async (elements) => {
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
      const closed = once(child, 'close');
      for (const element of elements) child.stdin.write(`${element}\n`);
      child.stdin.end();
      let output = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk;
      const [status] = (await closed) as [number];
      if (status !== 0) throw new Error(`Subprocess exited with status ${status}`);
      return output.split('\n').filter(Boolean);
    }),
  );
}

describe('the contract of RDD.pipe', () => {
  test('findings of each partition can be joined to its records by their id; an empty partition gives nothing', async () => {
    const partitions = [records(0, 90), records(90, 200), []];
    const results = await pipeRdd(partitions, step);
    for (const [i, partition] of partitions.entries()) {
      const ids = results[i]?.map((line) => JSON.parse(line).id) ?? [];
      const own = partition.map((record) => JSON.parse(record).id);
      expect(own).toEqual(expect.arrayContaining(ids));
      expect(new Set(ids)).toEqual(new Set(idsOf(vendorLens(recordArgs, partition.join('\n')).output)));
    }
    expect(results[2]).toEqual([]);
  });

  test('a partition with a broken record fails its task, one in which something is confirmed does not', async () => {
    await expect(pipeRdd([records(0, 10)], step)).resolves.toHaveLength(1);
    await expect(pipeRdd([[...records(0, 10), 'broken']], step)).rejects.toThrow('Subprocess exited with status 2');
  });
});
