/**
 * Who else bears a Chinese name: persons, companies of other trades, places.
 *
 * Chinese writes no spaces, so an ambiguous name of a listed vendor also stands within the names of others. Two things
 * are told apart without knowing any of them: a surname before the name with nothing written on ("王大华、"), and what
 * the name goes on with, where only another kind of bearer is called so ("大华眼镜店", "中兴镇", "海康医药连锁有限公司").
 *
 * Both must be sure, since what they cover is nothing, whatever else stands there: "大华技术", "海康路由器" and
 * "大华小区门禁" stay names. Runs over folded text, where Traditional characters are Simplified ones.
 */
import type { Span } from './context.ts';
import { type FoldTables, foldUnits } from './fold.ts';
import { lazyPattern } from './lazy.ts';
import type { TermInfo } from './term-data.ts';

/** Surnames of most of the people; those that are also function words ("和", "由", "向") are left out. */
const SURNAME =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤温施牛樊葛邢庞殷章鲁庄聂柯卜祝吉]';

/** A surname where a name begins: at the start, behind a sign, or behind what a person is called. */
const behindSurname = lazyPattern(
  `(?:^|[^\\p{L}\\p{N}]|[人员师者长]|专家|代表|经理|主任|教授|嘉宾|委托|董事|监事|原告|被告)(${SURNAME})$`,
  'u',
);

/** Where a person's name is over: at what is no Chinese character, or at a title, or where the sentence goes on. */
const personEnds = lazyPattern(
  String.raw`^(?:$|[^\p{Script=Han}]|先生|女士|教授|主任|老师|博士|院士|同志|经理|总工|总监|高工|医生|医师|院长|校长|局长|处长|科长|部长|书记|律师|工程师|组长|同学|负责|担任|主持|参加|报销|系(?![统列])|为|等[^级离]|和|与|及|签)`,
  'u',
);

/** Trades that no listed vendor is in, as companies write them behind their names. */
const otherTrade = lazyPattern(
  '^(?:医药|药业|药店|药房|制药|医疗器械|疫苗|食品|粮油|粮食|农业|农副|农产品|农资|种业|畜牧|水产|茶业|酒业|餐饮|饮食|物业|保安|保洁|清洁|家政|环卫|建筑|建设|建工|劳务|装饰|装修|装潢|园林|绿化|市政|路桥|起重|塔机|机械|重工|机床|模具|五金|轴承|阀门|泵业|广告|印刷|印务|图文|文化|传媒|影视|出版|物流|运输|货运|速递|快递|客运|汽贸|汽修|汽配|汽车销售|汽车租赁|律师|会计|税务|评估|造价|工程监理|工程咨询|保险|担保|典当|地产|房地产|置业|幕墙|门窗|家具|家居|服装|服饰|纺织|针织|印染|鞋业|化工|化肥|石化|燃气|水泥|混凝土|建材|彩钢|钢构|钢铁|矿业|橡塑|塑胶|橡胶|塑料|纸业|旅游|旅行|百货|国货|珠宝|美容|养老|殡葬|精密|电动汽车)',
  'u',
);
/** What the rest of such a company's name is, up to its form. */
const company = lazyPattern(
  String.raw`^(?:(?![由的与和在为及是])[\p{Script=Han}()（）]){0,12}?(?:公司|集团|事务所|合作社|商行|商店|[厂店])`,
  'u',
);
/** Trades of the listed vendors, which speak for the vendor or one of its companies. */
const ownTrade = lazyPattern(
  '科技|技术|电子|信息|软件|通信|通讯|网络|智能|智慧|系统|数字|数码|视频|视讯|安防|监控|数据|云|机器人|集成',
  'u',
);

/** Firms so small that they carry the goods of others, whatever trade they name: "大华科技工程行". */
const smallFirm = lazyPattern(String.raw`^\p{Script=Han}{0,6}?(?:工程行|水电行|企业行(?!业)|企业社|工作室)`, 'u');

/**
 * Kinds of places, institutions and shops, right behind the name. What a vendor of cameras or networks sells for such
 * places goes on otherwise ("海康医院解决方案", "大华路口监控") and is let go.
 */
const place = lazyPattern(
  String.raw`^(?:[一二三四五六七八九十东西南北中新老]{0,2}(?:路(?![由口灯面线径])|街(?!景)|大道|胡同|巷|弄堂?|村(?!村)|镇|乡|县|山庄|湖|寺|大厦|大楼|教学楼|办公楼|广场|公园|花园|公寓|新村|新城|小区(?![门监安视解方可出])|社区(?![监安视解方智])|医院|卫生院|小学|中学|中心小学|幼儿园|大酒店|酒店|饭店|宾馆|度假村|疗养院|养老院|敬老院|银行(?!业)|超市|商场|影城|影院|书店|诊所|眼镜|旅行社|基金会|公益|(?:生物|农业|医药|食品|建筑)科技|物业(?=$|[^\p{Script=Han}]|管理|服务))(?!解决|方案|行业|版))`,
  'u',
);

/** How much is read behind the name; longer company names end within it. */
const REACH = 24;

/** The longer name that an ambiguous Chinese name is a part of, as far as it was read; undefined where nothing tells. */
export function hanBearer(tables: FoldTables, text: string, { start, end, info }: Span & { readonly info: TermInfo }): string | undefined {
  if ((info.strength !== 'context' && info.strength !== 'word') || info.kind === 'part-number') return undefined;
  const behind = foldUnits(tables, text, end, end + REACH);
  if (behindSurname().test(foldUnits(tables, text, start - 4, start)) && personEnds().test(behind)) return text.slice(start - 1, end);
  const kind = otherCompany(behind) ?? smallFirm().exec(behind) ?? place().exec(behind);
  return kind ? text.slice(start, end + kind[0].length) : undefined;
}

function otherCompany(behind: string): RegExpExecArray | null {
  const named = otherTrade().test(behind) ? company().exec(behind) : null;
  return named && !ownTrade().test(named[0]) ? named : null;
}
