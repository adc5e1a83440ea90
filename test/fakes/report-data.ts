/** A report as a reviewer in China may meet it, with one of everything. Facts are shaped like the real ones; nothing relies on them. */
import type { Evidence, Finding, Line, LineSummary, ListHit, Money, Offer, Report, ReportGroup, Role } from '../../src/core/finding.ts';
import { DOES_NOT_COME } from '../../src/core/own-findings.ts';

const notice: ListHit = {
  id: 'cn-2026-cybersecurity',
  title: {
    en: 'China: reported instruction to stop using US and Israeli cybersecurity products (January 2026)',
    zh_CN: '中国：据报要求停用美国和以色列网络安全产品的通知（2026年1月）',
  },
  shortTitle: { en: 'Jan 2026 security notice', zh_CN: '2026年1月网安通知' },
  summary: {
    en: 'Chinese companies were reportedly told to stop using cybersecurity products of the named firms and to replace them with domestic ones.',
    zh_CN: '据报道，中国企业被要求停用所列厂商的网络安全产品，并以国产产品替代。',
  },
  jurisdiction: 'CN',
  listStatus: 'reported',
  entryStatus: 'in-force',
  grade: 'named-by-press',
  asks: false,
  addedOn: '2026-01-14',
  deadline: '2026-06-30',
  inScope: true,
  membersComplete: false,
  sources: [
    {
      title: 'Beijing tells Chinese firms to stop using US and Israeli cybersecurity software, sources say (Reuters)',
      publisher: 'BusinessWorld (republishing Reuters)',
      date: '2026-01-15',
      url: 'https://www.bworldonline.com/world/2026/01/15/724399/',
    },
    {
      title: '北京當局傳出下達禁令，要求中國企業停用美國、以色列的網路安全軟體',
      publisher: 'World Journal',
      date: '2026-01-14',
      url: 'https://www.worldjournal.com/wj/story/121339/9266461',
    },
    { title: 'Report seen on a page without encryption', date: '2026-01', address: 'http://metroradio.com.hk/News/details.aspx' },
  ],
};

const finance: ListHit = {
  id: 'cn-mof-2026-10',
  title: {
    en: 'China: Ministry of Finance notice on 46 US companies in government procurement (Caiku 2026 No. 10)',
    zh_CN: '财政部关于在政府采购活动中对有关美国企业采取相关措施的通知（财库〔2026〕10号）',
  },
  shortTitle: { en: 'MOF 2026 No. 10', zh_CN: '财库〔2026〕10号' },
  summary: {
    en: 'Products of the 46 named US companies must not be bought in government procurement.',
    zh_CN: '政府采购活动中不得采购所列46家美国企业生产的产品。',
  },
  jurisdiction: 'CN',
  listStatus: 'in-force',
  entryStatus: 'in-force',
  grade: 'official',
  asks: false,
  addedOn: '2026-06-22',
  effective: '2026-06-22',
  deadline: '2026-12-04',
  legalBasis: { en: '财库〔2026〕10号', zh_CN: '财库〔2026〕10号' },
  inScope: true,
  membersComplete: false,
  sources: [{ title: '财库〔2026〕10号', publisher: '财政部', date: '2026-06-22', url: 'https://www.mof.gov.cn/' }],
};

const section889: ListHit = {
  id: 'us-section-889',
  title: { en: 'United States: NDAA 2019 section 889', zh_CN: '美国：2019年国防授权法第889条' },
  shortTitle: { en: 'Section 889', zh_CN: '第889条' },
  summary: {
    en: 'Federal agencies and their contractors must not buy or use covered telecommunications and video equipment.',
    zh_CN: '联邦机构及其承包商不得采购或使用所涉电信和视频监控设备。',
  },
  jurisdiction: 'US',
  listStatus: 'in-force',
  entryStatus: 'in-force',
  grade: 'official',
  asks: false,
  addedOn: '2018-08-13',
  effective: '2019-08-13',
  legalBasis: { en: 'Pub. L. 115-232, section 889', zh_CN: 'Pub. L. 115-232第889条' },
  inScope: true,
  scopeNote: {
    en: 'For video surveillance and telecommunications equipment used for public safety and critical infrastructure.',
    zh_CN: '用于公共安全和关键基础设施的视频监控和电信设备。',
  },
  membersComplete: true,
  sources: [{ title: 'FAR 52.204-25', publisher: 'acquisition.gov', url: 'https://www.acquisition.gov/far/52.204-25' }],
};

const suspended: ListHit = {
  ...finance,
  id: 'cn-unreliable-entities',
  title: { en: 'China: unreliable entity list', zh_CN: '中国：不可靠实体清单' },
  shortTitle: { en: 'Unreliable entities', zh_CN: '不可靠实体清单' },
  summary: { en: 'Trade with listed entities is barred or limited.', zh_CN: '禁止或限制与所列实体进行贸易。' },
  entryStatus: 'suspended',
  effective: '2025-04-09',
  legalBasis: { en: '不可靠实体清单工作机制公告2025年第7号' },
  inScope: false,
};

const chipReview: ListHit = {
  ...notice,
  id: 'cn-ai-chips-reported',
  title: { en: 'China: reported guidance on foreign AI chips', zh_CN: '中国：据报关于境外人工智能芯片的指导意见' },
  shortTitle: { en: 'AI chip guidance', zh_CN: '人工智能芯片指导' },
  summary: { en: 'Ask whether a state-funded data centre is meant.', zh_CN: '须核实是否用于国资数据中心。' },
  asks: true,
};

const categories = {
  firewall: { id: 'network-firewall', name: { en: 'Network firewall / NGFW', zh_CN: '网络防火墙/下一代防火墙' } },
  hypervisor: { id: 'hypervisor', name: { en: 'Server virtualization', zh_CN: '服务器虚拟化' } },
  camera: { id: 'ip-camera', name: { en: 'IP camera', zh_CN: '网络摄像机' } },
  desktop: { id: 'virtual-desktop', name: { en: 'Virtual desktop', zh_CN: '桌面虚拟化' } },
  accelerator: { id: 'ai-accelerator', name: { en: 'AI accelerator', zh_CN: '人工智能加速卡' } },
};

const vendors = {
  fortinet: { id: 'fortinet', name: { en: 'Fortinet', zh_CN: '飞塔' } },
  palo: { id: 'palo-alto-networks', name: { en: 'Palo Alto Networks', zh_CN: '派拓网络' } },
  vmware: { id: 'vmware', name: { en: 'VMware (Broadcom)', zh_CN: '威睿（博通）' } },
  hikvision: { id: 'hikvision', name: { en: 'Hikvision', zh_CN: '海康威视' } },
  checkPoint: { id: 'check-point', name: { en: 'Check Point' } },
  nvidia: { id: 'nvidia', name: { en: 'NVIDIA', zh_CN: '英伟达' } },
};

type Product = NonNullable<Finding['product']>;
const product = (id: string, en: string, category: NonNullable<Product['category']>, more: Partial<Product> = {}): Product => ({
  id,
  name: { en },
  category,
  verification: 'sourced',
  ...more,
});

let nextBlock = 0;

interface FindingParts {
  readonly vendor: Finding['vendor'];
  readonly product?: Product;
  readonly lists: readonly ListHit[];
  readonly quote: readonly [before: string, text: string, after: string];
  readonly evidence: readonly Evidence[];
  readonly role?: Role;
  readonly confidence?: Finding['confidence'];
  readonly standing?: Finding['standing'];
  readonly line?: Line;
  readonly isAway?: true;
}

function finding(parts: FindingParts): Finding {
  nextBlock += 1;
  const [before, text, after] = parts.quote;
  const role = parts.role ?? 'offered';
  const confidence = parts.confidence ?? 'confirmed';
  const standing = parts.standing ?? 'current';
  return {
    id: `0:${nextBlock}:${before.length}`,
    frame: 0,
    vendor: parts.vendor,
    ...(parts.product === undefined ? {} : { product: parts.product }),
    match: {
      block: nextBlock,
      start: before.length,
      end: before.length + text.length,
      text,
      before,
      after,
      vendor: parts.vendor.id,
      kind: 'name',
      strength: 'plain',
      term: text,
      evidence: parts.evidence,
      needed: 4,
      role,
    },
    confidence,
    standing,
    counted:
      confidence === 'confirmed' &&
      standing === 'current' &&
      (role === 'offered' || role === 'mentioned') &&
      parts.lists.some((list) => !list.asks),
    evidence: parts.evidence,
    lists: parts.lists,
    ...(parts.line === undefined ? {} : { line: parts.line }),
    ...(parts.isAway === undefined ? {} : { isAway: parts.isAway }),
  };
}

const cny = (value: number): Money => ({ value, currency: 'CNY' });

/** A line of the one table of the order; its number is its place there. */
const lineItem = (number: string, rest: Omit<Line, 'id' | 'table' | 'number'>): Line => ({ id: Number(number), table: 1, number, ...rest });

/** Stands as a name in the description and as a part number beside it: two places, one line. */
const fortiGateLine = lineItem('1', {
  description: 'FortiGate 100F 防火墙主机，含三年 UTP 授权',
  part: 'FG-100F-BDL-950-36',
  quantity: 2,
  unit: '台',
  price: cny(43_200),
  amount: cny(86_400),
});

const offers: readonly Offer[] = [
  {
    vendor: { id: 'hillstone', name: { en: 'Hillstone Networks', zh_CN: '山石网科' } },
    product: { id: 'hillstone-a', name: { en: 'A-Series intelligent next-generation firewall', zh_CN: 'A系列智能下一代防火墙' } },
    category: categories.firewall,
    url: 'https://www.hillstonenet.com.cn/',
    urlVerified: true,
    verification: 'sourced',
    basis: [
      {
        kind: 'vendor-document',
        text: {
          en: 'Board review for the first half of 2022: the perimeter line is made of next-generation, data-centre and intelligent firewalls.',
        },
        verification: 'sourced',
        source: { title: '董事会经营评述', publisher: '10jqka', date: '2022-08-29', address: 'http://yuanchuang.10jqka.com.cn/20220829/' },
      },
      { kind: 'market-report', text: { en: 'Named among the ten largest in the firewall market.' }, verification: 'public-text' },
    ],
    conflicts: [],
  },
  {
    vendor: { id: 'topsec', name: { en: 'Topsec', zh_CN: '天融信' } },
    product: { id: 'topsec-ngfw', name: { en: 'Next-Generation Firewall (NGFW series)', zh_CN: '天融信下一代防火墙' } },
    category: categories.firewall,
    url: 'https://www.topsec.com.cn/',
    urlVerified: false,
    verification: 'unverified',
    basis: [{ kind: 'press', text: { en: 'Trade press names it as a domestic firewall maker.' }, verification: 'sourced' }],
    conflicts: [],
  },
  {
    vendor: { id: 'huawei', name: { en: 'Huawei', zh_CN: '华为' } },
    product: { id: 'huawei-usg', name: { en: 'HiSecEngine USG6000 series', zh_CN: 'HiSecEngine USG6000系列防火墙' } },
    category: categories.firewall,
    url: 'https://e.huawei.com/',
    urlVerified: true,
    verification: 'sourced',
    basis: [{ kind: 'vendor-document', text: { en: 'Vendor documentation for the USG6000 firewalls.' }, verification: 'sourced' }],
    conflicts: [
      { title: { en: 'Section 889', zh_CN: '第889条' }, jurisdiction: 'US', enabled: false },
      { title: { en: 'FCC Covered List' }, jurisdiction: 'US', enabled: false },
    ],
  },
  {
    vendor: { id: 'sangfor', name: { en: 'Sangfor Technologies', zh_CN: '深信服' } },
    product: { id: 'sangfor-af', name: { en: 'Network Secure (NGAF)', zh_CN: '下一代防火墙AF' } },
    category: categories.firewall,
    urlVerified: false,
    verification: 'public-text',
    basis: [],
    conflicts: [],
  },
];

/** What the organisation approved: at length, as a bundled vendor without product, restricted, perhaps restricted, and expired. */
const ownOffers: readonly Offer[] = [
  {
    vendor: { id: 'own:avl:0', name: { en: '山石网科通信技术股份有限公司' } },
    product: { id: 'own:avl:0', name: { en: 'SG-6000-A2600 下一代防火墙' } },
    category: categories.firewall,
    url: 'https://mall.example/frame/HT-2026-0148/hillstone',
    urlVerified: true,
    verification: 'sourced',
    basis: [],
    conflicts: [],
    approval: {
      list: '集团合格供应商名录 2026',
      reference: 'HT-2026-0148',
      validUntil: '2027-06-30',
      isExpired: false,
      scope: '总部及分支机构的边界防火墙，含三年维保',
      region: '华东、华南',
      note: '大于 50 台须走框架协议',
    },
  },
  {
    vendor: { id: 'topsec', name: { en: 'Topsec' } },
    category: categories.firewall,
    url: 'https://www.topsec.com.cn/',
    urlVerified: true,
    verification: 'sourced',
    basis: offers[1]?.basis ?? [],
    conflicts: [],
    approval: { list: '集团合格供应商名录 2026', isExpired: false },
    known: [{ en: 'Next-Generation Firewall (NGFW series)', zh_CN: '天融信下一代防火墙' }],
  },
  {
    vendor: { id: 'own:avl:7', name: { en: 'Huawei Technologies Co., Ltd.' } },
    category: categories.firewall,
    urlVerified: true,
    verification: 'sourced',
    basis: [],
    conflicts: [
      { title: { en: 'Blocked suppliers' }, enabled: true },
      { title: { en: 'Section 889', zh_CN: '第889条' }, jurisdiction: 'US', enabled: false },
      { title: { en: 'FCC Covered List' }, jurisdiction: 'US', enabled: false, isUnsure: true },
    ],
    approval: { list: 'Approved vendors 2026', reference: 'C-17/2026', validUntil: '2026-11-22', isExpired: false },
  },
  {
    vendor: { id: 'own:avl:9', name: { en: 'Ostrava Networks' } },
    product: { id: 'own:avl:9', name: { en: 'Gate 200' } },
    category: categories.firewall,
    urlVerified: true,
    verification: 'sourced',
    basis: [],
    conflicts: [],
    approval: { list: 'Approved vendors 2026', reference: 'C-04/2025', validUntil: '2026-11-21', isExpired: true, region: 'EU' },
  },
];

const fortiGate = product('fortigate', 'FortiGate', categories.firewall);
const pa440 = product('pa-400', 'PA-400 Series', categories.firewall);
const vSphere = product('vsphere', 'vSphere', categories.hypervisor);
const camera = product('hikvision-camera', 'Network cameras', categories.camera, { name: { en: 'Network cameras', zh_CN: '网络摄像机' } });

const confirmed: readonly ReportGroup[] = [
  {
    vendor: vendors.hikvision,
    lists: [section889],
    counted: 1,
    items: [
      {
        key: 'hikvision/camera',
        product: camera,
        findings: [
          finding({
            vendor: vendors.hikvision,
            product: camera,
            lists: [section889],
            quote: ['', 'Hikvision DS-2CD2143G2-I', ''],
            line: lineItem('4', {
              description: '4MP AcuSense fixed dome network camera, 2.8 mm lens, PoE',
              part: 'Hikvision DS-2CD2143G2-I',
              quantity: 20,
              unit: 'pcs',
              price: cny(612),
              amount: cny(12_240),
            }),
            evidence: [
              { code: 'own_name', text: 'Hikvision' },
              { code: 'part_number', text: 'DS-2CD cameras' },
            ],
          }),
        ],
        offers: [],
        noneKnown: {
          en: 'No camera of another maker is recorded for this market yet.',
          zh_CN: '本市场尚无其他厂商的摄像机记录。',
        },
      },
    ],
  },
  {
    vendor: vendors.fortinet,
    lists: [finance, notice, suspended],
    counted: 4,
    items: [
      {
        key: 'fortinet/fortigate',
        product: fortiGate,
        findings: [
          finding({
            vendor: vendors.fortinet,
            product: fortiGate,
            lists: [finance, notice, suspended],
            quote: ['', 'FortiGate 100F', ' 防火墙主机，含三年 UTP 授权'],
            line: fortiGateLine,
            evidence: [
              { code: 'own_name', text: 'FortiGate' },
              { code: 'vendor_in_row', text: 'Fortinet' },
            ],
          }),
          finding({
            vendor: vendors.fortinet,
            product: fortiGate,
            lists: [finance, notice, suspended],
            quote: ['', 'FG-100F-BDL-950-36', ''],
            line: fortiGateLine,
            evidence: [{ code: 'part_number', text: 'FortiGate hardware' }],
          }),
          finding({
            vendor: vendors.fortinet,
            product: fortiGate,
            lists: [finance, notice, suspended],
            quote: ['The branch offices run ', 'fortigate', ' units since 2021.'],
            evidence: [{ code: 'own_name', text: 'FortiGate' }, { code: 'lower_case' }],
            role: 'mentioned',
          }),
          finding({
            vendor: vendors.fortinet,
            product: fortiGate,
            lists: [finance, notice, suspended],
            quote: ['日志审计平台支持接入 ', 'FortiGate', '、天融信等主流防火墙日志'],
            evidence: [{ code: 'own_name', text: 'FortiGate' }],
            role: 'compatible',
          }),
        ],
        offers,
      },
      {
        key: 'fortinet/',
        findings: [
          finding({
            vendor: vendors.fortinet,
            lists: [finance, notice],
            quote: ['原厂商授权书：', '飞塔', '（北京）信息技术有限公司'],
            evidence: [{ code: 'own_name', text: '飞塔' }],
            role: 'mentioned',
          }),
        ],
        offers: [],
      },
    ],
  },
  {
    vendor: vendors.palo,
    lists: [notice],
    counted: 1,
    items: [
      {
        key: 'palo/pa-400',
        product: pa440,
        findings: [
          finding({
            vendor: vendors.palo,
            product: pa440,
            lists: [notice],
            quote: ['PAN-', 'PA-440', ''],
            line: lineItem('2', {
              description: 'Palo Alto Networks branch firewall PA-440 with Threat Prevention, 1 year',
              part: 'PAN-PA-440',
              quantity: 6,
              unit: 'pcs',
              price: cny(9800),
              amount: cny(58_800),
            }),
            evidence: [
              { code: 'ordinary_word', text: 'PA-440' },
              { code: 'vendor_in_row', text: 'Palo Alto Networks' },
            ],
          }),
        ],
        offers: offers.slice(0, 1),
      },
    ],
  },
  {
    vendor: vendors.vmware,
    lists: [{ ...notice, inScope: false }],
    counted: 1,
    items: [
      {
        key: 'vmware/vsphere',
        product: vSphere,
        findings: [
          finding({
            vendor: vendors.vmware,
            product: vSphere,
            lists: [{ ...notice, inScope: false }],
            quote: ['', 'VMware vSphere Foundation', ' 8, per core, 1 year'],
            line: lineItem('3', {
              description: 'VMware vSphere Foundation 8, per core, 1 year',
              quantity: 64,
              price: cny(1180),
              amount: cny(75_520),
            }),
            isAway: true,
            evidence: [
              { code: 'own_name', text: 'vSphere' },
              { code: 'vendor_beside', text: 'VMware' },
            ],
          }),
        ],
        offers: [],
      },
    ],
  },
];

const possible: readonly ReportGroup[] = [
  {
    vendor: vendors.checkPoint,
    lists: [notice],
    counted: 0,
    items: [
      {
        key: 'check-point/quantum',
        product: product('quantum', 'Quantum', categories.firewall),
        findings: [
          finding({
            vendor: vendors.checkPoint,
            product: product('quantum', 'Quantum', categories.firewall),
            lists: [notice],
            quote: ['Delivery includes the ', 'Quantum', ' gateway licence where applicable'],
            line: lineItem('7', { description: 'Delivery includes the Quantum gateway licence where applicable', quantity: 1, unit: '项' }),
            evidence: [
              { code: 'ordinary_word', text: 'Quantum' },
              { code: 'context_term', text: 'gateway' },
            ],
            confidence: 'possible',
          }),
          finding({
            vendor: vendors.checkPoint,
            product: product('quantum', 'Quantum', categories.firewall),
            lists: [notice],
            quote: ['Please tick the check', ' point', ' on every page'],
            evidence: [{ code: 'not_this', text: 'check point on' }, { code: 'lower_case' }],
            confidence: 'possible',
            role: 'mentioned',
          }),
        ],
        offers: offers.slice(0, 2),
      },
    ],
  },
];

const asked: readonly ReportGroup[] = [
  {
    vendor: vendors.nvidia,
    lists: [chipReview],
    counted: 0,
    items: [
      {
        key: 'nvidia/h20',
        product: product('h20', 'H20', categories.accelerator),
        findings: [
          finding({
            vendor: vendors.nvidia,
            product: product('h20', 'H20', categories.accelerator),
            lists: [chipReview],
            quote: ['8× ', 'NVIDIA H20', ' 96GB SXM'],
            evidence: [{ code: 'vendor_beside', text: 'NVIDIA' }],
          }),
        ],
        offers: [],
      },
    ],
  },
];

const horizon = product('horizon', 'Horizon', categories.desktop, { currentOwner: 'Omnissa', verification: 'public-text' });
const former: readonly ReportGroup[] = [
  {
    vendor: vendors.vmware,
    lists: [notice],
    counted: 0,
    items: [
      {
        key: 'vmware/horizon',
        product: horizon,
        findings: [
          finding({
            vendor: vendors.vmware,
            product: horizon,
            lists: [notice],
            quote: ['桌面云沿用 ', 'VMware Horizon', ' 8 授权 200 点'],
            evidence: [{ code: 'own_name', text: 'VMware Horizon' }],
            standing: 'former',
          }),
        ],
        offers: [],
      },
    ],
  },
];

const exempt: Report['exempt'] = former.map((group) => ({
  ...group,
  vendor: vendors.fortinet,
  items: group.items.map(({ product: _product, ...item }) => {
    const exemption = { vendor: 'fortinet', reason: 'Waiver 2026-17, until the replacement in March', since: '2026-11-12' };
    return { ...item, key: 'fortinet/', exemption, findings: item.findings.map((one) => ({ ...one, exemption })) };
  }),
}));

const coverage: Report['coverage'] = {
  frames: 2,
  blocks: 1204,
  characters: 48_310,
  fields: 37,
  cells: 412,
  attributes: 58,
  shadowRoots: 4,
  unread: [
    { what: 'image', count: 3 },
    { what: 'frame', count: 1 },
    { what: 'grid-rows', count: 860 },
  ],
};

/** Twelve lines, of which one is "included" and names no amount. */
const lines: LineSummary = {
  lines: 12,
  restricted: 4,
  amounts: [{ currency: 'CNY', restricted: 232_960, total: 310_500, lines: 11 }],
};
const freeLines: LineSummary = { lines: 12, restricted: 0, amounts: [{ currency: 'CNY', restricted: 0, total: 310_500, lines: 12 }] };

const incomplete: Report['lists']['incomplete'] = [
  {
    id: notice.id,
    name: notice.title,
    note: {
      en: 'No official text was published. The names are those that press reports give.',
      zh_CN: '未公布官方文本，名称均来自媒体报道。',
    },
  },
  {
    id: finance.id,
    name: finance.title,
    note: {
      en: 'The annex with the 46 names is on the Ministry of Finance site and is not bundled.',
      zh_CN: '载有46家企业名称的附件见财政部网站，未随本扩展提供。',
    },
  },
];

/** Everything at once: four vendors, possible ones, a question, a former product, gaps. */
export const fullReport: Report = {
  confirmed,
  asked,
  possible,
  former,
  exempt,
  counted: 7,
  vendors: 4,
  coverage,
  lines,
  lists: { enabled: 7, incomplete },
};

/** One vendor with one product: what most flagged quotes look like. */
export const singleReport: Report = {
  ...fullReport,
  confirmed: confirmed.slice(2, 3),
  asked: [],
  possible: [],
  former: [],
  exempt: [],
  counted: 1,
  vendors: 1,
  coverage: { ...coverage, unread: [] },
  lines: { lines: 12, restricted: 1, amounts: [{ currency: 'CNY', restricted: 58_800, total: 310_500, lines: 12 }] },
};

/** The organisation has lists of what it approves, and one of them approves the vendor that is restricted. */
export const approvedReport: Report = {
  ...singleReport,
  confirmed: singleReport.confirmed.map((group) => ({
    ...group,
    approvals: [
      { list: 'Approved vendors 2026', vendor: 'Palo Alto Networks, Inc.', validUntil: '2026-12-31', isExpired: false },
      { list: '集团合格供应商名录 2025', vendor: '神州数码', product: 'PA-440', validUntil: '2025-12-31', isExpired: true },
    ],
    items: group.items.map((item) => ({ ...item, offers: [...ownOffers, ...offers], moreApproved: 14 })),
  })),
};

/** One product in a row of a table that keeps only the rows in view; `rest` is the rest of its line. */
const gridPlace = (number: string, quote: FindingParts['quote'], rest: Omit<Line, 'id' | 'table' | 'number'>, isAway: boolean): Finding =>
  finding({
    vendor: vendors.fortinet,
    product: fortiGate,
    lists: [finance, notice],
    quote,
    evidence: [{ code: 'part_number', text: 'FortiGate hardware' }],
    line: lineItem(number, rest),
    ...(isAway ? { isAway } : {}),
  });

const gridReport = (findings: readonly Finding[], summary: LineSummary): Report => ({
  ...fullReport,
  confirmed: [
    {
      vendor: vendors.fortinet,
      lists: [finance, notice],
      counted: findings.length,
      items: [{ key: 'fortinet/fortigate', product: fortiGate, findings, offers: offers.slice(0, 1) }],
    },
  ],
  asked: [],
  possible: [],
  former: [],
  exempt: [],
  counted: findings.length,
  vendors: 1,
  lines: summary,
});

/** A framework order in several currencies, some amounts not stated, one line a credit, one discounted. */
export const mixedReport: Report = gridReport(
  [
    gridPlace(
      '1.1',
      ['', 'FG-100F-BDL-950-12', ''],
      {
        description: 'FortiGate-100F hardware plus 12 month FortiCare Premium and FortiGuard Unified Threat Protection',
        part: 'FG-100F-BDL-950-12',
        quantity: 2,
        unit: 'pcs',
        price: cny(24_000),
        amount: cny(48_000),
      },
      false,
    ),
    gridPlace(
      '1.2',
      ['', 'FG-60F', ''],
      {
        description: 'Branch office bundle, desk mount',
        part: 'FG-60F',
        quantity: 140,
        unit: 'pcs',
        price: { value: 619.5, currency: 'USD' },
        amount: { value: 82_000, currency: 'USD' },
      },
      false,
    ),
    gridPlace(
      '2',
      ['', 'FortiGate 3700F', ' data centre firewall'],
      {
        part: 'FG-3700F-DC-BDL-950-60',
        quantity: 4,
        price: { value: 31_250_000, currency: 'JPY' },
        amount: { value: 125_000_000, currency: 'JPY' },
      },
      false,
    ),
    gridPlace(
      '3',
      ['Rückgabe ', 'FortiGate 60E', ' (Gutschrift)'],
      { quantity: -3, unit: 'Stück', price: cny(1200), amount: cny(-3600) },
      false,
    ),
    gridPlace('4', ['', 'FortiGate', ' rack mount kit'], { quantity: 10, price: { value: 0.085 }, amount: { value: 0.85 } }, false),
    gridPlace('5', ['جهاز ', 'FortiGate 40F', ' للفروع'], { part: 'FG-40F', quantity: 12, unit: 'قطعة' }, false),
  ],
  {
    lines: 38,
    restricted: 6,
    amounts: [
      { currency: 'CNY', restricted: 44_400, total: 1_310_500, lines: 19 },
      { currency: 'JPY', restricted: 125_000_000, total: 348_200_000, lines: 6 },
      { currency: 'USD', restricted: 82_000, total: 96_412.5, lines: 5 },
      { currency: '', restricted: 0.85, total: 12_400.85, lines: 2 },
    ],
  },
);

/** A price list that is nothing but the same product. */
export const manyLinesReport: Report = gridReport(
  Array.from({ length: 1_200 }, (_, index) =>
    gridPlace(String(index + 1), ['', 'FG-60F', ''], { part: 'FG-60F', quantity: 1, price: cny(10), amount: cny(10) }, false),
  ),
  { lines: 1_200, restricted: 1_200, amounts: [{ currency: 'CNY', restricted: 12_000, total: 12_000, lines: 1_200 }] },
);

/** A grid that was scrolled: most places are not on the page any more. */
export const awayReport: Report = gridReport(
  [
    gridPlace('12', ['', 'FG-100F', ''], { description: 'FortiGate 100F', part: 'FG-100F', quantity: 1, amount: cny(24_000) }, true),
    gridPlace(
      '48',
      ['', 'FG-200F', ''],
      { description: 'FortiGate 200F', part: 'FG-200F', quantity: 2, price: cny(51_000), amount: cny(102_000) },
      true,
    ),
    gridPlace(
      '860',
      ['', 'FG-60F', ''],
      { description: 'FortiGate 60F', part: 'FG-60F', quantity: 5, price: cny(6100), amount: cny(30_500) },
      false,
    ),
  ],
  { lines: 900, restricted: 3, amounts: [{ currency: 'CNY', restricted: 156_500, total: 8_412_000, lines: 900 }] },
);

/** The same grid when none of its places is in view. */
export const allAwayReport: Report = {
  ...awayReport,
  counted: 2,
  lines: { lines: 900, restricted: 2, amounts: [{ currency: 'CNY', restricted: 126_000, total: 8_412_000, lines: 900 }] },
  confirmed: awayReport.confirmed.map((group) => ({
    ...group,
    items: group.items.map((item) => ({ ...item, findings: item.findings.filter((found) => found.isAway) })),
  })),
};

const nothing = { confirmed: [], asked: [], possible: [], former: [], exempt: [], counted: 0, vendors: 0 } as const;

/** Nothing found, everything read, every list complete. */
export const cleanReport: Report = {
  ...nothing,
  coverage: { ...coverage, frames: 1, unread: [] },
  lines: freeLines,
  lists: { enabled: 5, incomplete: [] },
};

/** Nothing found, but lists lack members. */
export const incompleteReport: Report = { ...cleanReport, lists: { enabled: 7, incomplete } };

/** Nothing found, but parts of the page were not read. */
export const formerReport: Report = { ...cleanReport, former };

/** Nothing found, and a list of the organisation's own was not searched. */
export const unsearchedReport: Report = {
  ...cleanReport,
  lists: { enabled: 6, incomplete: [{ id: 'own:group', name: { en: 'https://lists.example/group/do-not-buy.jws' }, note: DOES_NOT_COME }] },
};

export const unreadReport: Report = { ...cleanReport, coverage };

/** Only findings that the text does not settle, and a question. */
export const unconfirmedReport: Report = { ...incompleteReport, possible, asked };

/** Listed vendors stand there as compatible products only. */
export const namedReport: Report = {
  ...cleanReport,
  confirmed: confirmed.slice(1, 2).map((group) => ({
    ...group,
    counted: 0,
    items: group.items
      .slice(0, 1)
      .map((item) => ({ ...item, findings: item.findings.filter((found) => found.match.role === 'compatible') })),
  })),
};

/** No list is on. */
export const noListsReport: Report = { ...cleanReport, lists: { enabled: 0, incomplete: [] } };
