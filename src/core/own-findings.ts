/**
 * Findings of the organisation's own lists, beside those of the bundled ones. What a list says is settled without regard to
 * any other list, so that each can be switched off by itself; the same words may then be found several times over, and
 * become one finding with all reasons here.
 */
import type { Finding, ListHit } from './finding.ts';
import { listOfVendor, type OwnEntry, type OwnList } from './own-list.ts';

/** Said of an own list that cannot be searched. */
export const MUST_BE_IMPORTED = {
  en: 'This list was imported by another version of Vendor Lens and is not searched. Import it again.',
  zh_CN: '此名单由其他版本的供应商透镜导入，目前不参与检查。请重新导入。',
};

/** Said of an own list that will be searched soon. */
export const IS_PREPARED = {
  en: 'This list comes from an earlier version of Vendor Lens and is being prepared for this one; until then it is not searched. If this stays, import the list again.',
  zh_CN: '此名单来自旧版供应商透镜，正在为当前版本重新准备，完成之前不参与检查。如果一直显示此提示，请重新导入。',
};

/** Said of a list that does not come from the address at which it is followed. */
export const DOES_NOT_COME = {
  en: 'This list is followed at an address and has not come from there for days, or never. The settings say why, under Subscriptions.',
  zh_CN: '此名单按地址订阅，但已多日未能获取，或从未获取成功。原因见设置中的“名单订阅”。',
};

/** Why there is nothing to buy instead. */
export const NOTHING_INSTEAD = {
  en: 'Your organisation’s list names no alternatives.',
  zh_CN: '贵单位的名单未列出替代产品。',
};

const SUMMARY = {
  prohibited: {
    en: 'Your organisation put this name on its own list.',
    zh_CN: '贵单位已将此名称列入自有名单。',
  },
  review: {
    en: 'Your organisation asks to review this before it is bought. It is not counted.',
    zh_CN: '贵单位要求采购前先行复核，不计入统计。',
  },
};

/** The reason that an entry of an own list gives. */
export function ownHit(list: OwnList, { vendor, product, severity, note, url }: OwnEntry): ListHit {
  const title = { en: list.title };
  return {
    id: list.id,
    title,
    shortTitle: title,
    summary: SUMMARY[severity],
    listStatus: 'in-force',
    entryStatus: 'in-force',
    grade: 'own',
    asks: severity === 'review',
    addedOn: list.importedOn,
    inScope: true,
    membersComplete: true,
    sources: url === undefined ? [] : [{ title: url, url }],
    listedAs: product === undefined ? vendor : `${vendor} · ${product}`,
    ...(note === undefined ? {} : { note }),
  };
}

/** Whether a finding counts on the badge. */
export function isCounted({ confidence, standing, lists, match }: Omit<Finding, 'counted'>): boolean {
  const isNamed = match.role === 'offered' || match.role === 'mentioned';
  return confidence === 'confirmed' && standing === 'current' && isNamed && lists.some((list) => !list.asks);
}

/**
 * Joins findings at the same place, which are next to one another. The bundled one stays where it is as sure as the own
 * one, since it knows the product and what to buy instead; the own list is then one more reason.
 */
export function joinFindings(findings: readonly Finding[]): Finding[] {
  const joined: Finding[] = [];
  let first = 0;
  let end = 0;
  const flush = (behind: number): void => {
    if (behind - first === 1) joined.push(findings[first] as Finding);
    else if (behind > first) joined.push(...joinPlace(findings.slice(first, behind)));
    first = behind;
  };
  for (const [i, finding] of findings.entries()) {
    const before = findings[i - 1];
    const isNear =
      before && finding.frame === before.frame && finding.match.block === before.match.block && finding.isAway === before.isAway;
    if (!isNear || finding.match.start >= end) {
      flush(i);
      end = 0;
    }
    end = Math.max(end, finding.match.end);
  }
  flush(findings.length);
  return joined;
}

const isOwn = (finding: Finding): boolean => listOfVendor(finding.vendor.id) !== undefined;
const lengthOf = ({ match }: Finding): number => match.end - match.start;
const sureness = ({ confidence, standing }: Finding): number => (confidence === 'confirmed' ? 2 : 0) + (standing === 'current' ? 1 : 0);
const bySureness = (a: Finding, b: Finding): number =>
  sureness(b) - sureness(a) ||
  Number(isOwn(a)) - Number(isOwn(b)) ||
  lengthOf(b) - lengthOf(a) ||
  // Of entries that share a name, what forbids before what asks.
  Number(b.counted) - Number(a.counted);
const overlap = (a: Finding, b: Finding): boolean => a.match.start < b.match.end && b.match.start < a.match.end;

function joinPlace(findings: readonly Finding[]): Finding[] {
  let kept = findings.filter((finding) => !isOwn(finding));
  for (const own of findings.filter(isOwn).sort(bySureness)) {
    const others = kept.filter((other) => overlap(other, own)).sort(bySureness);
    const [best] = others;
    if (!best) kept.push(own);
    else if (sureness(own) > sureness(best)) kept = [...kept.filter((other) => !others.includes(other)), others.reduce(withReasons, own)];
    else if (sureness(own) === sureness(best) || lengthOf(own) >= lengthOf(best)) {
      const all = withReasons(best, own);
      kept = kept.map((other) => (other === best ? all : other));
    }
    // Else a few letters within a surer name: "HP" in the name of a street.
  }
  return kept.sort((a, b) => a.match.start - b.match.start);
}

/** The finding with the reasons of another one at its place; what was sold to somebody else is no reason. */
function withReasons(finding: Finding, other: Finding): Finding {
  if (other.standing === 'former') return finding;
  const known = new Set(finding.lists.map(({ id }) => id));
  const lists = [...finding.lists, ...other.lists.filter(({ id }) => !known.has(id))];
  const all = { ...finding, lists: lists.sort((a, b) => Number(b.grade === 'own') - Number(a.grade === 'own')) };
  return { ...all, counted: isCounted(all) };
}
