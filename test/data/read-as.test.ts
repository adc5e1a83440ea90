/** Lines as papers have them, read with the bundled data: each was once missed, or taken for what it is not. */
import { expect, test } from 'vitest';
import { readCatalogue, readHanPairs } from '../../scripts/catalogue.ts';
import type { Block } from '../../src/core/finding.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { screen } from '../../src/core/screen.ts';
import { standingOf } from '../core/readings.ts';

const index = openIndex(buildIndex(readCatalogue(), readHanPairs()));

/** "owner: text" of what is confirmed; cells are parted by a bar. */
function readAs(line: string): string[] {
  const blocks = line.split(' | ').map((text, id, cells): Block => ({ id, text, ...(cells.length > 1 ? { row: 0 } : {}) }));
  return screen(index, blocks, {})
    .filter((match) => standingOf(match) === 'settled')
    .map((match) => `${match.product ?? match.vendor}: ${match.text}`);
}

test.each<[line: string, found: string[]]>([
  ['Upgrade the vCSA before the ESXi hosts', ['vcenter: vCSA', 'esxi: ESXi']],
  ['Check Point 1570 appliance', ['quantum-spark: Check Point 1570']],
  ['Check Point 1570 / Maestro', ['quantum-spark: Check Point 1570']],
  ['Check Point firewall, Maestro MHO-140', ['quantum: Check Point firewall', 'quantum-maestro: Maestro', 'quantum-maestro: MHO-140']],
  ['FW | PA-5410 | 2', ['pa-series: PA-5410']],
  ['firewall PA-5430/5250/3250; optics', ['pa-series: PA-5430/5250/3250']],
  ['FortiGate 70G/90G firewalls', ['fortigate: FortiGate 70G/90G']],
  ['FortiGate 100F/cluster', ['fortigate: FortiGate 100F']],
  ['FortiGate FG-60F/61F', ['fortigate: FortiGate', 'fortigate: FG-60F/61F']],
  ['McAfee | 500 users | Endpoint Security 10.7 | $12.00', ['mcafee: McAfee', 'ens: Endpoint Security']],
  ['Airbus, Boeing, Lockheed', ['lockheed-martin: Lockheed']],
  ['Mobotix, Hanwha, FLIR, Verkada', ['teledyne-flir: FLIR']],
  ['浪潮 InCloud Sphere 服务器虚拟化', ['inspur: 浪潮', 'incloud: InCloud Sphere']],
  ['HiSeq reagent kit', ['sequencers: HiSeq']],
  ['CP-INFINITY-XPR-1GB-1Y | $6333.97', ['infinity: CP-INFINITY-XPR-1GB-1Y']],
  ['Check Point Harmony Endpoint, 1Y', ['harmony-endpoint: Check Point Harmony Endpoint']],
  ['Check Point Quantum Spark 1590', ['quantum-spark: Check Point Quantum Spark 1590']],
  ['Quantum Force 9200 / 9300', ['quantum-force: Quantum Force 9200 / 9300']],
  ['CrowdStrike Falcon® Complete service', ['falcon-complete: CrowdStrike Falcon® Complete']],
  ['CrowdStrike Falcon Intel Premium', ['falcon-intel: CrowdStrike Falcon Intel']],
  ['Palo Alto Prisma AIRS', ['prisma-airs: Palo Alto Prisma AIRS']],
  ['Huawei Ascend 910B', ['ascend: Huawei Ascend', 'ascend: 910B']],
  ['Huawei Ascend P7 smartphone', ['pura-nova: Huawei Ascend P7']],
  ['CyberArk | PS-IT-Standard-User-SAAS-SO-JS | 1', ['cyberark: CyberArk', 'pam: PS-IT-Standard-User-SAAS-SO-JS']],
  ['Fortinet | FG-6000 | chassis', ['fortinet: Fortinet', 'fortigate: FG-6000']],
  ['quadcopter | Indago 3 | 2', ['indago: Indago 3']],
  ['Teal Drones Golden Eagle and Black Widow', ['red-cat: Teal Drones', 'teal-2: Golden Eagle', 'teal-2: Black Widow']],
  ['Red Cat was chosen for its drones', ['red-cat: Red Cat']],
  ['Red Cat Holdings and its subsidiary, Teal', ['red-cat: Red Cat Holdings', 'red-cat: Teal']],
  ['Fortinet | FCSS voucher', ['fortinet: Fortinet', 'fortitraining: FCSS']],
  ['WildFire and Threat Vault', ['threat-prevention: Threat Vault']],
  ['Skydio X2D kit', ['x10: Skydio X2D']],
  ['Skydio | X10D | 2', ['skydio: Skydio', 'x10: X10D']],
])('%j', (line, found) => expect(readAs(line)).toEqual(found));

test.each([
  'Rapid 7 grinding wheel',
  'PA-5410 | 2',
  'do not place hiseq at the end of dst',
  'the value of nextSeq is read again',
  'Only available in Cloud SQL for server instances.',
  'Maestro card accepted',
  'Lockheed Avenue 12',
  'FG-6000 function generator | 2',
  'Hasselblad X2D 100C camera body',
  'A Golden Eagle attacked the drone',
  'Red Cat Racing crawler with drone charger',
  'Teal drone landing pad',
  'Puma 3 running shoes | 2',
])('%j names nobody', (line) => expect(readAs(line)).toEqual([]));
