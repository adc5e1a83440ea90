import { expect, test } from 'vitest';
import { readCatalogue, readHanPairs } from '../../scripts/catalogue.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { type Page, readings } from '../core/readings.ts';

const index = openIndex(buildIndex(readCatalogue(), readHanPairs()));
const settled = (page: Page): string[] =>
  readings(page, {}, index).flatMap((reading) => (reading.includes(' settled: ') ? [reading.replace(' settled', '')] : []));

test.each<[text: string]>([
  ['中华为民服务中心'],
  ['北大、清华为首的高校'],
  ['众里寻他千百度，炉温升到八百度'],
  ['经京东方可退货'],
  ['然后践华为城，因河为池；楚客才华为发扬；常拚着枷稍上长钉钉'],
  ['大华为第一中标候选人'],
  ['黄飞鸿蒙题目，华山脚下的手机'],
  ['新疆大疆农业发展有限公司 灌溉设备'],
  ['收银区：大华电子秤，监控一套'],
  ['交换机 | 锐捷 | RG-S5310-24GT4XS-E'],
  ['中华电信、台湾大哥大；移动端、桌面端；金融、电信、能源等行业'],
  ['启明星辰：180、360、720 天日志；诺顿杀毒、360度防护'],
  ['各地掀起设备采购浪潮，业务向云端迁移'],
  ['深圳移动App外包；北京移动、固定电话；广州移动开发公司'],
  ['空客、波音机票；雷神之锤、漫威雷神'],
])('names nobody: %s', (text) => expect(settled(text)).toEqual([]));

test.each<[rule: string, page: Page, found: string[]]>([
  ['another maker in the brand cell', ['大华 摄像机', ['IPC-S244-IR', '宇视']], ['dahua: 大华']],
  ['Ruijie’s number in a table of Huawei’s', ['华为 CloudEngine', 'RG-S5310-24GT4XS-E'], ['huawei: 华为', 'cloudengine: CloudEngine']],
  ['a gloss in brackets', '安全厂商：飞塔（FTNT）', ['fortinet: 飞塔', 'fortinet: FTNT']],
  ['chips side by side', 'arm64：鲲鹏、飞腾', ['kunpeng: 鲲鹏', 'phytium-kylinsoft-great-wall: 飞腾']],
  ['chips and their makers', '昇腾(超聚变)、寒武纪', ['ascend: 昇腾', 'xfusion: 超聚变']],
  ['industrial cameras', '相机 SDK：海康 MVS、大华、Basler', ['hikvision: 海康', 'dahua: 大华']],
  ['a camera that takes number plates', '大华早期交通抓拍机', ['dahua: 大华']],
  ['the brand glued to a camera', '萤石C6Wi', ['ezviz: 萤石', 'ezviz-devices: C6Wi']],
  ['a newer camera of the brand', '萤石 C60P 摄像头', ['ezviz: 萤石', 'ezviz-devices: C60P']],
  ['a server', '曙光I620-G30', ['sugon: 曙光', 'sugon-servers: I620-G30']],
  ['another server', '中科曙光R6230HA', ['sugon: 中科曙光', 'sugon-servers: R6230HA']],
  ['a radio', '海能达TD580', ['hytera: 海能达', 'pd-series: TD580']],
  ['a sensor', '海康威视 HM-FE00-F0040', ['hikvision: 海康威视', 'hikmicro-thermal: HM-FE00-F0040']],
  ['a lidar', '禾赛Pandar64', ['hesai: 禾赛', 'hesai-lidar: Pandar64']],
  ['a drone by its Chinese name', '大疆「晓 Spark」', ['dji: 大疆', 'air-mini-neo: 晓 Spark']],
  ['a security maker', '360企业安全', ['qihoo-360: 360企业安全']],
  ['a database', '自研数据库：TDSQL-C', ['tencent-cloud: TDSQL']],
  ['a camera in the words of Taiwan', '球型攝影機：大華', ['dahua: 大華']],
  ['a recorder in the words of Taiwan', '錄影主機 海康 16 路', ['hikvision: 海康']],
  ['a carrier’s gateway', '电信天翼网关F460 漏洞', ['ct-services: 天翼网关F460']],
  ['a PTZ camera by its number alone', 'SD6AL445XA-HNR', ['network-cameras: SD6AL445XA-HNR']],
  ['a carrier’s company', '中移物联', ['china-mobile: 中移物联']],
  ['carriers side by side', '支持移动、联通、电信三网', ['china-mobile: 移动', 'china-unicom: 联通', 'china-telecom: 电信']],
  ['carriers in Traditional characters', '電信/聯通專線', ['china-telecom: 電信', 'china-unicom: 聯通']],
  ['a carrier, and what it is not', '中国联通移动用户与中国联通、移动端', ['china-unicom: 中国联通', 'china-unicom: 中国联通']],
  ['a carrier’s company of a province', '中标单位：浙江移动分公司', ['provincial-companies: 浙江移动']],
  ['a maker of antivirus among others', '卡巴斯基、360、瑞星杀毒', ['kaspersky: 卡巴斯基', 'qihoo-360: 360']],
  ['the same behind a maker that no list names', '奇安信、启明星辰、360等厂商', ['qi-an-xin: 奇安信', 'qihoo-360: 360']],
  ['Internet companies by their short names', '腾讯、阿里、美团', ['tencent: 腾讯', 'alibaba: 阿里']],
  ['a maker of switches beside one of cameras', '华三（H3C）、海康威视', ['hikvision: 海康威视']],
  ['a maker written small in its field', "视频监控：{ manufacturer: 'dahua' }", ['dahua: dahua']],
  ['a carrier’s line', '出口：移动专线、电信专线', ['cm-services: 移动专线', 'ct-services: 电信专线']],
  ['a server in a note of its operators', '浪潮服务器，带外管理 IPMI', ['inspur-nf: 浪潮服务器']],
  ['a tool by its short name', '电脑上装了QQ管家', ['qq: QQ管家']],
  ['a switch with its ports', '华为 S1700-24G', ['huawei: 华为', 'cloudengine: S1700-24G']],
  ['carriers’ branches in towns', '客户：杭州移动、深圳电信', ['provincial-companies: 杭州移动', 'provincial-companies: 深圳电信']],
  ['makers of antivirus with the comma of a sentence', '火绒，360，瑞星', ['qihoo-360: 360']],
  ['an Internet company by its short name', '京东、字节、美团', ['bytedance: 字节']],
  ['a maker of arms in both scripts', '通用动力（General Dynamics）', ['general-dynamics: 通用动力', 'general-dynamics: General Dynamics']],
  ['companies of different trades', '百度、云从等公司', ['baidu: 百度', 'cloudwalk: 云从']],
  [
    'makers of arms by short names',
    '波音、雷神；洛克希德、诺格',
    ['raytheon: 雷神', 'lockheed-martin: 洛克希德', 'northrop-grumman: 诺格'],
  ],
  ['an order of the air force', '美国空军向General Atomics下单', ['general-atomics: General Atomics']],
  ['an older gateway of 360', '360天堤、360天擎', ['360-ti: 360天堤', '360-endpoint: 360天擎']],
  ['a server by its family', '浪潮CS5260', ['inspur: 浪潮', 'inspur-nf: CS5260']],
  ['a server of China Great Wall', '长城擎天EF860', ['phytium-kylinsoft-great-wall: 长城擎天']],
  ['an operating system', '银河麒麟 V10', ['phytium-kylinsoft-great-wall: 银河麒麟']],
])('finds %s', (_rule, page, found) => expect(settled(page)).toEqual(found));
