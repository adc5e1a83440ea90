/**
 * Purchase-order lines by the million: records as an ERP exports them, English and Chinese mixed, of which a known share
 * orders something restricted. The same seed gives the same lines.
 *
 * A few ten thousand different lines are made once; the stream repeats them, each time with other numbers, which are
 * written into the bytes in place. So making lines takes next to no time beside reading them.
 */

/** Lines made once; a whole number of blocks. */
const poolLines = 50_000;
const blockLines = 2_500;
/** Lines in a thousand that order something restricted, and those that name something like it. */
const restrictedPerMille = 10;
const nearMissPerMille = 10;
const numberDigits = 10;

/** Each is found as confirmed wherever it stands. */
const restricted = [
  'FortiGate 100F firewall with 1 year FortiCare',
  'FortiSwitch 124F, rack mount',
  'VMware vSphere 8 Enterprise Plus, 1 CPU',
  'Palo Alto Networks PA-220 appliance',
  'CrowdStrike Falcon Insight endpoint licence, 100 users',
  'Check Point Quantum Spark gateway',
  'SentinelOne Singularity, annual subscription',
  'FortiAnalyzer 200F, 8 TB',
  '飞塔防火墙 FortiGate-60F 两台',
  '派拓网络 PA-440 下一代防火墙',
  '威睿 vSphere 许可证 续订一年',
  '采购 CrowdStrike 终端安全软件',
];

/** Words that some restricted product is also named by. */
const nearMisses = [
  'Falcon paper plates 23 cm, pack of 100',
  'Horizon line level, aluminium 60 cm',
  'Splash guard for carbon black filling station',
  'Checkpoint sign "Visitors report here"',
  'Fortified concrete block 40 cm',
  '猎鹰 无人机 模型',
  '检查点 标牌 不锈钢',
];

const makes = ['Dell', 'HP', 'Lenovo', 'Logitech', 'Bosch', 'Siemens', '3M', 'Brother', 'Schneider', 'Philips', 'Omron', 'Festo'];
const things = [
  'desktop computer 16 GB RAM 512 GB SSD',
  'laser printer toner cartridge black',
  'wireless mouse',
  'copy paper 80 gsm, 5 reams a box',
  'safety shoes S3',
  'patch cable Cat6 blue',
  'office chair, ergonomic',
  'hexagon bolt DIN 933 stainless',
  'ball bearing, sealed',
  'pressure sensor 0-10 bar',
  'conference room display 4K',
  'annual maintenance of the lift',
  'network switch 24 ports gigabit',
  'uninterruptible power supply 3 kVA',
  'cleaning service, building',
  'LED panel light 600x600',
];
const chineseMakes = ['联想', '华为', '海尔', '得力', '晨光', '公牛', '正泰', '美的', '格力', '施耐德'];
const chineseThings = [
  '笔记本电脑 16G 内存 512G 固态硬盘',
  '打印纸 A4 70克 5包/箱',
  '激光打印机硒鼓 黑色',
  '网络交换机 24口 千兆',
  '办公椅 人体工学',
  '消防栓年度检测服务',
  '不锈钢螺栓',
  '会议室投影仪 4K',
  '实验室试剂 分析纯 500ml',
  '劳保手套 加厚 100双',
  '空调清洗维护服务（一年）',
  '不间断电源 3kVA',
];

export interface Orders {
  /** Of the line with this number, from 1: whether it orders something restricted. */
  isRestricted(line: number): boolean;
  /** How many of the first so many lines do. */
  countRestricted(lines: number): number;
  /** The first so many lines, as blocks of bytes. A block must have been used up before the next is asked for. */
  blocks(lines: number): Generator<{ readonly lines: number; readonly bytes: Buffer }>;
}

export function createOrders(seed: number): Orders {
  const random = mulberry32(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (from: readonly string[]): string => from[below(from.length)] ?? '';
  const flags: boolean[] = [];
  const describeOrdinary = (): string =>
    below(3) > 0
      ? `${pick(makes)} ${pick(things)}, ${below(900) + 100}`
      : `${pick(chineseMakes)}${pick(chineseThings)} ${below(900) + 100}`;
  const makeLine = (): string => {
    const kind = below(1000);
    const isRestricted = kind < restrictedPerMille;
    flags.push(isRestricted);
    const description = isRestricted
      ? pick(restricted)
      : kind < restrictedPerMille + nearMissPerMille
        ? pick(nearMisses)
        : describeOrdinary();
    const price = below(1_000_000) / 100;
    const currency = pick(['CNY', 'CNY', 'USD', 'EUR']);
    const created = `2026-${pad(below(12) + 1, 2)}-${pad(below(28) + 1, 2)}`;
    const order = {
      line: below(90) + 1,
      description,
      material: pad(below(10 ** 8), 8),
      quantity: below(500) + 1,
      unit: pick(['EA', 'PC', 'SET', '台']),
      price,
      currency,
      plant: String(1000 + below(90)),
      created,
    };
    return `{"id":"PO${pad(0, numberDigits)}",${JSON.stringify(order).slice(1)}\n`;
  };
  const pool = Array.from({ length: poolLines / blockLines }, () => {
    const lines = Array.from({ length: blockLines }, () => Buffer.from(makeLine()));
    const starts: number[] = [];
    let at = 0;
    for (const line of lines) {
      starts.push(at);
      at += line.length;
    }
    return { bytes: Buffer.concat(lines), starts };
  });
  const perPool = flags.filter(Boolean).length;
  return {
    isRestricted: (line) => flags[(line - 1) % poolLines] ?? false,
    countRestricted: (lines) => Math.floor(lines / poolLines) * perPool + flags.slice(0, lines % poolLines).filter(Boolean).length,
    *blocks(lines) {
      for (let line = 1; line <= lines; line += blockLines) {
        const block = pool[Math.floor((line - 1) / blockLines) % pool.length];
        if (!block) return;
        for (const [i, start] of block.starts.entries()) writeNumber(block.bytes, start + '{"id":"PO'.length, line + i);
        const count = Math.min(blockLines, lines - line + 1);
        yield { lines: count, bytes: block.bytes.subarray(0, block.starts[count] ?? block.bytes.length) };
      }
    },
  };
}

function writeNumber(bytes: Buffer, at: number, value: number): void {
  for (let i = at + numberDigits - 1, rest = value; i >= at; i--) {
    bytes[i] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** A small seeded generator; good enough to mix lines. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
