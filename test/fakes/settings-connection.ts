/** A settings page's connection in memory, with a small catalogue of realistic lists. */
import type { Catalogue, Entry, List, Vendor } from '../../src/core/model.ts';
import type { Shortcut } from '../../src/platform/commands.ts';
import type { KnownGrants } from '../../src/settings/grants.ts';
import { defaultSettings, type Settings } from '../../src/settings/schema.ts';
import type { StoredSettings } from '../../src/settings/store.ts';
import type { SettingsConnection } from '../../src/ui/connect.ts';

const reuters = {
  title: 'Beijing tells Chinese firms to stop using US and Israeli cybersecurity software, sources say (Reuters)',
  publisher: 'BusinessWorld (republishing Reuters)',
  date: '2026-01-15',
  url: 'https://www.bworldonline.com/world/2026/01/15/724399/',
};

const names: readonly (readonly [id: string, en: string, zh?: string])[] = [
  ['fortinet', 'Fortinet', '飞塔'],
  ['palo-alto-networks', 'Palo Alto Networks', '派拓网络'],
  ['check-point', 'Check Point'],
  ['vmware', 'VMware', '威睿'],
  ['crowdstrike', 'CrowdStrike'],
  ['sentinelone', 'SentinelOne'],
  ['cyberark', 'CyberArk'],
  ['imperva', 'Imperva'],
  ['claroty', 'Claroty'],
  ['hikvision', 'Hikvision', '海康威视'],
  ['huawei', 'Huawei', '华为'],
  ['lockheed-martin', 'Lockheed Martin', '洛克希德·马丁'],
];

const vendors: readonly Vendor[] = names.map(([id, en, zh_CN]) => ({
  id,
  name: { en, ...(zh_CN === undefined ? {} : { zh_CN }) },
  legalNames: [],
  relevance: 'it',
  domains: [],
  terms: [{ text: en, kind: 'name', strength: 'plain' }],
  contextTerms: [],
  notThis: [],
  products: [],
  related: [],
  notes: [],
  verification: 'sourced',
  sources: [],
}));

function entry(vendor: string, more: Partial<Entry> = {}): Entry {
  const name = names.find(([id]) => id === vendor);
  return {
    vendor,
    listedAs: [name?.[1] ?? vendor],
    listedAsZh: name?.[2] === undefined ? [] : [name[2]],
    status: 'in-force',
    grade: 'named-by-press',
    addedOn: '2026-01-14',
    sources: [reuters],
    ...more,
  };
}

const empty = { appliesTo: [], announcements: [], questions: [], claims: [], uncertainties: [], notes: [] };

const notice: List = {
  ...empty,
  id: 'cn-2026-cybersecurity',
  title: {
    en: 'Reported instruction to stop using US and Israeli cybersecurity products (January 2026)',
    zh_CN: '据报要求停用美国和以色列网络安全产品的通知（2026年1月）',
  },
  shortTitle: { en: 'Jan 2026 security notice', zh_CN: '2026年1月网安通知' },
  summary: {
    en: 'Chinese companies were reportedly told to stop using cybersecurity products of the named firms and to replace them with domestic ones.',
    zh_CN: '据报道，中国企业被要求停用所列厂商的网络安全产品，并以国产产品替代。',
  },
  jurisdiction: 'CN',
  status: 'reported',
  statusNote: {
    en: 'No official text was published and no Chinese agency confirmed it.',
    zh_CN: '没有公布官方文本，也没有中国政府部门予以证实。',
  },
  asks: false,
  reportedOn: '2026-01-14',
  deadline: '2026-06-30',
  deadlineNote: { en: 'Only Bloomberg reported a deadline; no exact day was given.', zh_CN: '仅彭博社报道了期限，未说明具体日期。' },
  asOf: '2026-11-22',
  scope: {
    who: {
      en: 'Domestic companies; how many received the notice, and in which sectors, is unknown.',
      zh_CN: '国内企业；有多少企业、哪些行业收到通知，尚不清楚。',
    },
    what: { en: 'Cybersecurity software made by the named firms.', zh_CN: '被点名厂商的网络安全软件。' },
    action: { en: 'Identify use, stop using, replace with domestic products.', zh_CN: '排查在用产品，停止使用，以国产产品替代。' },
    products: 'security-function',
    exceptions: [],
    clauses: [],
  },
  members: {
    complete: false,
    note: {
      en: 'The names are those that press reports give. No annex was published.',
      zh_CN: '名称均来自媒体报道，未公布附件。',
    },
  },
  entries: names.slice(0, 9).map(([id], index) => entry(id, index < 4 ? { grade: 'document-seen-by-press' } : {})),
  claims: [
    {
      text: {
        en: 'VMware, Palo Alto Networks, Fortinet and Check Point are on the list.',
        zh_CN: 'VMware、派拓网络、飞塔和捷邦在名单之列。',
      },
      who: { en: 'Reuters, two of the sources', zh_CN: '路透社，其中两名消息人士' },
      on: '2026-01-14',
      sources: [reuters],
    },
  ],
  uncertainties: [
    {
      id: 'no-official-text',
      text: { en: 'No official text, document number or issuing agency has been published.', zh_CN: '没有公布官方文本、文号或发文机关。' },
      sources: [],
    },
    {
      id: 'product-scope',
      text: {
        en: 'It is not reported whether hardware, virtualization or SD-WAN of the named vendors count.',
        zh_CN: '被点名厂商的硬件、虚拟化或SD-WAN产品是否计入，未见报道。',
      },
      sources: [reuters],
    },
  ],
  sources: [
    reuters,
    {
      title: '北京當局傳出下達禁令',
      publisher: 'World Journal',
      date: '2026-01-14',
      url: 'https://www.worldjournal.com/wj/story/121339/9266461',
    },
  ],
};

const finance: List = {
  ...notice,
  ...empty,
  id: 'cn-mof-2026-10',
  title: {
    en: 'Ministry of Finance notice on 46 US companies in government procurement (Caiku 2026 No. 10)',
    zh_CN: '财政部关于在政府采购活动中对有关美国企业采取相关措施的通知（财库〔2026〕10号）',
  },
  shortTitle: { en: 'MOF 2026 No. 10', zh_CN: '财库〔2026〕10号' },
  summary: {
    en: 'Products of the 46 named US companies must not be bought in government procurement.',
    zh_CN: '政府采购活动中不得采购所列46家美国企业生产的产品。',
  },
  authority: { en: 'Ministry of Finance of the People’s Republic of China', zh_CN: '中华人民共和国财政部' },
  legalBasis: { en: '财库〔2026〕10号', zh_CN: '财库〔2026〕10号' },
  status: 'in-force',
  effective: '2026-06-22',
  deadline: '2026-12-04',
  scope: {
    who: { en: 'Purchasers in government procurement, of all levels.', zh_CN: '各级政府采购的采购人。' },
    what: { en: 'Products made by the 46 named US companies.', zh_CN: '46家列名美国企业生产的产品。' },
    action: { en: 'Must not be procured.', zh_CN: '不得采购。' },
    products: 'all',
    exceptions: [{ en: 'Companies in China with US capital are excluded.', zh_CN: '在华美资企业除外。' }],
    clauses: [],
  },
  members: {
    complete: false,
    total: 46,
    note: {
      en: 'The annex with the 46 names is on the Ministry of Finance site and is not bundled. Import it before relying on this list.',
      zh_CN: '载有46家企业名称的附件见财政部网站，未随本扩展提供。请导入后再依据本名单作判断。',
    },
  },
  entries: [entry('lockheed-martin', { grade: 'inferred', addedOn: '2026-06-22' })],
  announcements: [
    {
      id: 'first',
      number: { en: '财库〔2026〕10号', zh_CN: '财库〔2026〕10号' },
      date: '2026-06-22',
      authority: { en: 'Ministry of Finance', zh_CN: '财政部' },
      measures: [
        {
          en: 'No purchase of the products of 46 named US companies in government procurement.',
          zh_CN: '政府采购活动中不得采购46家列名美国企业的产品。',
        },
      ],
      binds: { en: 'Central budget units and provincial finance departments.', zh_CN: '中央预算单位和省级财政部门。' },
      status: 'in-force',
      notices: [{ title: '财库〔2026〕10号', address: 'http://www.mof.gov.cn/zhengwuxinxi/' }],
      sources: [{ title: '关于在政府采购活动中对有关美国企业采取相关措施的通知（正文）', publisher: 'CCTV', url: 'https://www.163.com/' }],
    },
  ],
};

const computers: List = {
  ...notice,
  ...empty,
  id: 'cn-gov-computers-2023',
  title: { en: 'Safe-and-reliable requirements for government computers', zh_CN: '政府采购计算机安全可靠要求' },
  shortTitle: { en: 'Government computers', zh_CN: '政府采购计算机' },
  summary: {
    en: 'Asks whether processor and operating system have passed the state evaluation. No vendor is banned by name.',
    zh_CN: '须核实处理器和操作系统是否通过安全可靠测评，并未点名禁止任何厂商。',
  },
  asks: true,
  questions: [
    {
      id: 'cpu',
      text: { en: 'Is the processor on the list of evaluated products?', zh_CN: '处理器是否在测评结果名单中？' },
      categories: [],
      exceptions: [],
      sources: [reuters],
    },
  ],
  entries: [],
  members: { complete: true },
};

const section889: List = {
  ...finance,
  ...empty,
  id: 'us-section-889',
  title: { en: 'NDAA 2019 section 889', zh_CN: '2019年国防授权法第889条' },
  shortTitle: { en: 'Section 889', zh_CN: '第889条' },
  summary: {
    en: 'Federal agencies and their contractors must not buy or use covered telecommunications and video equipment.',
    zh_CN: '联邦机构及其承包商不得采购或使用所涉电信和视频监控设备。',
  },
  jurisdiction: 'US',
  authority: { en: 'US Congress; FAR Council', zh_CN: '美国国会；联邦采购条例委员会' },
  legalBasis: { en: 'Pub. L. 115-232, section 889', zh_CN: 'Pub. L. 115-232第889条' },
  effective: '2019-08-13',
  members: { complete: true },
  entries: [
    entry('huawei', { grade: 'official', addedOn: '2018-08-13' }),
    entry('hikvision', {
      grade: 'official',
      addedOn: '2018-08-13',
      scopeNote: { en: 'Video surveillance used for public safety.', zh_CN: '用于公共安全的视频监控。' },
    }),
  ],
};
const { deadline: _none, ...section889WithoutDeadline } = section889;

const section5949: List = {
  ...section889,
  id: 'us-section-5949',
  title: { en: 'NDAA 2023 section 5949 (semiconductors)', zh_CN: '2023年国防授权法第5949条（半导体）' },
  shortTitle: { en: 'Section 5949', zh_CN: '第5949条' },
  status: 'proposed',
  effective: '2027-12-23',
  deadline: '2027-12-23',
};

const catalogue: Catalogue = {
  vendors,
  lists: [section889WithoutDeadline, section5949, notice, finance, computers],
  alternatives: [],
  categories: [],
  trades: [],
};

export class FakeSettingsConnection implements SettingsConnection {
  readonly version = '0.1.0';
  /** Set to make every call fail. */
  isUnreachable = false;
  #listeners = new Set<() => void>();

  constructor(
    public settings: Settings = defaultSettings,
    public problems: StoredSettings['problems'] = [],
    public grants: readonly string[] = [],
  ) {}

  async getCatalogue(): Promise<Catalogue> {
    if (this.isUnreachable) throw new Error('no worker');
    return catalogue;
  }

  async getSettings(): Promise<StoredSettings> {
    return { settings: this.settings, chosen: this.settings, problems: this.problems, managed: null, policyState: 'read', locked: [] };
  }

  async update(change: Partial<Settings>): Promise<void> {
    if (this.isUnreachable) throw new Error('no storage');
    this.settings = { ...this.settings, ...change };
    for (const listener of this.#listeners) listener();
  }

  watch(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  async getGrants(): Promise<KnownGrants> {
    return { forReading: this.grants, servers: [] };
  }

  readonly canWithdraw = true;

  async requestGrants(patterns: readonly string[], alsoSet: Partial<Settings> = {}): Promise<boolean> {
    this.grants = [...this.grants, ...patterns];
    await this.update(alsoSet);
    return true;
  }

  async requestServers(): Promise<boolean> {
    return true;
  }

  async getFollowed(): Promise<readonly []> {
    return [];
  }

  async getShortcuts(): Promise<readonly Shortcut[]> {
    return [
      { name: '_execute_action', keys: 'Alt+Shift+V' },
      { name: 'next-finding', keys: 'Alt+Shift+J' },
      { name: 'toggle-pause', keys: '' },
    ];
  }

  async removeGrants(patterns: readonly string[], alsoSet: Partial<Settings> = {}): Promise<void> {
    this.grants = this.grants.filter((grant) => !patterns.includes(grant));
    await this.update(alsoSet);
  }
}
