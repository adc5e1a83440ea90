/**
 * Lines of other trades, and numbers that everybody gives, hold nothing that is sure: where a name is also a word, another maker's
 * name or the end of one Chinese word and the beginning of the next. Beside each stands a line in which the name is the vendor's.
 */
import { expect, test } from 'vitest';
import { readCatalogue, readHanPairs } from '../../scripts/catalogue.ts';
import type { Block } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { screen } from '../../src/core/screen.ts';
import { standingOf } from '../core/readings.ts';

const index = openIndex(buildIndex(readCatalogue(), readHanPairs()));

/** What is confirmed in a line; cells are parted by a bar. */
function sureOf(line: string): string[] {
  const blocks = line.split(' | ').map((text, id, cells): Block => ({ id, text, ...(cells.length > 1 ? { row: 0 } : {}) }));
  return screen(index, blocks, {})
    .filter((match) => standingOf(match) === 'settled')
    .map((match) => match.text);
}

test.each([
  // words
  ['0.5 Micron water filter for a Samsung fridge', 'RDIMM by Samsung, or Micron', 'Micron'],
  ['Windows OEM works: aluminium frames, 64 pieces', 'Windows OEM licence, 64-bit', 'Windows'],
  ['Archer Fencing Ltd: wireless alarm fitted', 'Archer wireless router', 'Archer'],
  ['Deco Mesh 10 yards, metallic red', 'Deco mesh Wi-Fi system, 3 pack', 'Deco'],
  ['Deco E27 bulb, dimmable by Wi-Fi', 'Deco X55 mesh Wi-Fi', 'Deco X55'],
  ['Omada Identity as the gateway to reviews', 'Omada gateway with two WAN ports', 'Omada'],
  ['The Wiz on Broadway, Mastercard accepted', 'Mastercard is a customer of Wiz', 'Wiz'],
  ['Aria Networks builds on Broadcom chips', 'Aria Automation under vSphere', 'Aria Automation'],
  ['VVF cable 2 x 2.5 mm2, priced per core', 'VVF subscription per core', 'VVF'],
  ['NSX circuit breaker for the Data Center', 'NSX for the Data Center', 'NSX'],
  ['VMC machining, welders to AWS D1.1', 'VMC and AWS, three hosts in the SDDC', 'VMC'],
  ['BOE to monitor inflation after the vote', 'BOE panel for a monitor', 'BOE'],
  ['Prisma, PostgreSQL, Docker and Kubernetes', 'Prisma for containers and Kubernetes', 'Prisma'],
  ['Wildfire threat prevention: clear the brush', 'WildFire and threat prevention', 'WildFire'],
  ['Ascend Plastics Ltd, Suite 310, 910 kg', 'Ascend card with an NPU', 'Ascend'],
  ['The plug mates with a phone', 'Mate S phone', 'Mate S'],
  ['Matrice di rischio, volo con drone', 'Matrice drone with a gimbal', 'Matrice'],
  ['EVS replay server with storage', 'EVS with 24 disks and an NVR', 'EVS'],
  ['Kratos: armor and defense +10', 'Kratos, a defense contractor', 'Kratos'],
  ['Skyranger 30 turret against a drone', 'SkyRanger drone kit', 'SkyRanger'],
  // numbers
  ['AP510e access point by another maker', 'AP362E access point', 'AP362E'],
  ['AP2802E access point, Wi-Fi', 'AP761E access point, Wi-Fi', 'AP761E'],
  ['ASR1002 router of Cisco, access control lists', 'ASR1100B access control reader', 'ASR1100B'],
  ['WS5100 Wireless Switch, Wi-Fi', 'WS5200 Wi-Fi router', 'WS5200'],
  ['IPC-A610 class 2, camera board', 'IPC-A26H camera', 'IPC-A26H'],
  ['SG3525AN switch mode controller', 'SG2210P PoE switch', 'SG2210P'],
  ['SG3125HV inverter and switch', 'SG3428X switch', 'SG3428X'],
  ['Ballistix Digital: components by the hour', 'Ballistix DDR4', 'Ballistix'],
  ['RG213U cable for an LTE antenna', 'RG500Q LTE module', 'RG500Q'],
  ['EC200E excavator with 4G', 'EC200U 4G module', 'EC200U'],
  ['BD437 transistor for a radio', 'BD505 radio', 'BD505'],
  ['MD530F helicopter, transceiver replaced', 'MD785G transceiver', 'MD785G'],
  ['MF645C laser printer with Wi-Fi', 'MF286R Wi-Fi router', 'MF286R'],
  ['ASM1061 card, access control host', 'ASR1100B access control reader', 'ASR1100B'],
  ['FG-2345D bolt, zinc plated', 'FG-3700D', 'FG-3700D'],
  ['FS-1030D printer, switch on the left', 'FS-1048E switch', 'FS-1048E'],
  ['ZXMP4A16G transistor', 'ZXMP S385, SDH', 'ZXMP S385'],
  // Chinese words that meet
  ['其中芯片占三成，国际采购', '中芯国际', '中芯国际'],
  ['轨道通信智能平台', '道通智能无人机', '道通智能'],
  ['信道通信，智能调度', '道通无人机', '道通'],
  ['检查节点是否联通，再测5G', '用联通的5G', '联通'],
  ['物联通信模块，5G', '联通5G专线', '联通'],
  ['内外网联通，专线接入', '联通、电信专线', '联通'],
  ['企业上云从零开始，科技服务', '云从科技人脸识别', '云从科技'],
  ['依图纸加工，科技园交货', '依图科技', '依图科技'],
  ['科技创新支点，服务器产业', '新支点CGSL操作系统', '新支点'],
  ['设备搬移远程协助，5G模块', '移远模块，5G', '移远模块'],
  ['集中兴建5G基站', '中兴的5G基站', '中兴'],
  ['存储行业迎来曙光', '曙光存储', '曙光'],
  ['开源2.0时代的大模型', '浪潮源2.0大模型', '源2.0'],
  ['中国电子烟行业集团标准', '中国电子集团', '中国电子'],
  ['北京移动医疗公司中标', '北京移动公司中标', '北京移动'],
  ['浙江电信息咨询公司', '浙江电信公司', '浙江电信'],
  ['ERP、SRM系统部署于虚拟化平台，容灾备份', 'SRM虚拟化容灾', 'SRM'],
])('%j names nobody for sure; %j does', (ordinary, theirs, name) => {
  expect(sureOf(ordinary)).toEqual([]);
  expect(sureOf(theirs)).toContain(name);
});

/** Numbers as they stand on any paper, made from a fixed seed. */
function* everydayNumbers(): Generator<string> {
  let state = 20_260_101;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const some = (signs: string, length: number): string => Array.from({ length }, () => signs.charAt(below(signs.length))).join('');
  const digits = (length: number): string => some('0123456789', length);
  const hex = (length: number): string => some('0123456789abcdef', length);
  const pick = (words: readonly string[]): string => words[below(words.length)] as string;
  const month = (): string => String(1 + below(12)).padStart(2, '0');
  const day = (): string => String(1 + below(28)).padStart(2, '0');
  for (let i = 0; i < 400; i++) {
    yield `${pick(['PO', 'SO', 'INV', 'RFQ', 'GRN', 'WO', 'CASE'])}-20${digits(2)}-${digits(5)}`;
    yield `${pick(['No.', 'Ref.', 'Auftrag', '合同编号', '订单号'])} ${some('ABCDEFGHJKLMNPRSTUVWXYZ', 2)}${digits(7)}`;
    yield `20${digits(2)}-${month()}-${day()}T${digits(2)}:${digits(2)}`;
    yield `${day()}.${month()}.20${digits(2)}`;
    yield `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
    yield hex(40);
    yield hex(7);
    yield `ISBN 978-${digits(1)}-${digits(4)}-${digits(4)}-${digits(1)}`;
    yield `+49 ${digits(3)} ${digits(8)}`;
    yield `1${digits(10)}`;
    yield `${pick(['ISO', 'DIN', 'EN', 'ASTM D', 'GB/T', 'JB/T'])} ${digits(4)}-${digits(2)}`;
    yield `M${1 + below(30)}x${10 + below(90)} DIN ${digits(3)}`;
    yield `${pick(['LH', 'CA', 'MU', 'AF', 'EK', 'FM'])}${digits(4)}`;
    yield `HS ${digits(4)}.${digits(2)}.${digits(2)}`;
    yield `${digits(2)}.${digits(5)}, -${digits(2)}.${digits(5)}`;
    yield `CAS ${digits(5)}-${digits(2)}-${digits(1)}`;
    yield `${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}`;
    yield `CVE-20${digits(2)}-${digits(5)}`;
    yield `DE${digits(20)}`;
  }
}

test('numbers that stand on any paper name nobody, whatever goods are beside them', () => {
  const goods = ['camera, switch, router and server', 'firewall', 'radio, drone', '交换机、摄像机、服务器', '防火墙'];
  const wrong = [...everydayNumbers()].flatMap((number, i) => {
    const line = `${number} | ${goods[i % goods.length]} | 2`;
    return sureOf(line).map((text) => `${line}: ${text}`);
  });
  expect(wrong).toEqual([]);
});
