/**
 * Texts with what in them is personal data, marked `[[kind value]]`, and texts that only look so: made up, or numbers that are
 * published for tests. Precision and recall of each kind are counted over all of them.
 */
import { type PiiKind, piiKinds } from '../../../../src/stages/safety/pii/span.ts';

export interface PiiCase {
  text: string;
  spans: { start: number; end: number; kind: PiiKind }[];
}

const MARKED = `
Write to [[email anna.lindgren@example.org]] before Friday.
Mail: [[email tom+news@mail.example.co.uk]], [[email j_doe99@example.com]]; no calls please.
聯絡信箱：[[email service@example.com.tw]]，或親洽櫃台。
请发送简历至[[email hr-2024@example.cn]]。
<[[email info@example.de]]> wrote:
([[email a.b.c@sub.domain.example.com]])
MAIL ME AT [[email JOHN.SMITH@EXAMPLE.COM]]!
mailto:[[email office@example.fr]]?subject=hello
電子郵件[[email wang.xm@example.org.tw]]電話[[phone 02-2345-6789]]
two addresses, [[email x@example.net]]/[[email y@example.net]]
"[[email 100percent@example.io]]" is the address of the shop
[[email contact@müller.example.com]]
[[email user%example@example.com]] passes through a relay
The last mail came from [[email o.brien@example.ie]].
Call [[phone +1 202-555-0143]] today.
Phone: [[phone (202) 555-0143]] or [[phone 202-555-0188]].
tel. [[phone 202.555.0143]], fax [[phone 202.555.0144]]
reach us on [[phone +44 20 7946 0958]] in London
[[phone +49 30 901820]] is the switchboard
ring [[phone +33 1 42 68 53 00]]
Tel: [[phone +81 3-3224-9999]]
WhatsApp [[phone +55 11 91234-5678]] for orders
Tel. [[phone +886 2 2345 6789]]
[[phone +886-912-345-678]]
[[phone 0912-345-678]] 王先生
手機：[[phone 0912345678]]
行動電話 [[phone 0988 123 456]]
電話：[[phone (02)2345-6789]]
市話 [[phone 04-2234-5678]] 轉 12
客服專線：[[phone 0800-012-345]]
高雄分公司 [[phone 07-345-6789]]
手机[[phone 13812345678]]（微信同号）
联系电话：[[phone 138-1234-5678]]
座机 [[phone 010-62345678]]
客服热线：[[phone 400-810-8888]]
电话 [[phone 021-61234567]]，传真 [[phone 021-61234568]]
联系人：李先生 [[phone 15912345678]]
call [[phone 1-800-555-0199]] toll free
Toll free: [[phone 1-800-555-0199]]
My number is [[phone 212-555-0177]], text me.
Mobile [[phone 2125550177]]
电话：[[phone 0755-26712345]]
致電 [[phone 02 2345 6789]]
[[phone +852 2123 4567]]
[[phone +65 6123 4567]] Singapore office
[[phone +61 2 9374 4000]]
Rufen Sie an: [[phone +43 1 5134411]]
pay with [[card 4111 1111 1111 1111]] exp 12/27
card number [[card 5555555555554444]]
Visa [[card 4532015112830366]].
Amex [[card 3714 496353 98431]]
Amex [[card 371449635398431]]
MasterCard: [[card 2223-0000-4841-0010]]
信用卡號 [[card 4000-0000-0000-0002]]
Discover [[card 6011000990139424]]
JCB [[card 3566002020360505]]
银联卡号：[[card 6221260000000000]]
Diners [[card 38520000023237]]
(card [[card 4111-1111-1111-1111]])
身分證字號：[[national-id A123456789]]
身份證 [[national-id F220004413]]，請攜帶正本
ID no. [[national-id H102030406]]
統一證號[[national-id T298765433]]
居留證 [[national-id B800123451]]
[[national-id K180807067]] 林小明
申請人([[national-id E912345677]])
[[national-id Y200112230]]
身份证号：[[national-id 11010519491231002X]]
公民身份号码[[national-id 310101199003071230]]
证件 [[national-id 440106198511153044]] 已核验
身份证[[national-id 510107200012305626]]
姓名张三，[[national-id 330102197806090014]]
[[national-id 610113200302284174]]
The server at [[ip 93.184.216.34]] is down.
ping [[ip 8.8.8.8]]
Unauthorised login from [[ip 203.0.114.7]] at noon
IP address: [[ip 151.101.1.140]].
banned ([[ip 185.15.59.224]])
來源 IP：[[ip 140.112.30.26]]
服务器地址[[ip 202.108.22.5]]
[[ip 198.41.0.4]], [[ip 199.9.14.201]] and [[ip 192.33.4.12]] are root servers
DNS [[ip 2001:4860:4860::8888]]
edit by [[ip 2a02:1810:4f0d:6c00:9d2:2b3c:1a2b:3c4d]]
2 hosts: [[ip 104.16.132.229]] [[ip 104.16.133.229]]
"GET /" from [[ip 66.249.66.1]] - -
Posted by [[ip 84.112.7.9]] (talk)
wiki user [[ip 131.111.5.175]]
訪客[[ip 61.216.2.10]]留言
from host [[ip 2606:2800:220:1:248:1893:25c8:1946]]
`;

const INNOCENT = `
Follow @example on the site, not @user@home.
The price is 5 apples @ 3.50 each
git@github has no top-level domain
look at foo@bar
a decorator such as @app.route is no address
name@localhost is where the daemon mails
password: p@ss.w0rd-of-mine
version 1.2.3.4 was released
firmware v10.20.30.40 fixes it
release 8.8.8.9 is out
see section 3.1.4.2 below
Section 2.10.11.12 of the standard
the gateway 192.168.1.1 is local
localhost is 127.0.0.1
listen on 0.0.0.0
10.0.0.8 and 172.16.254.1 are private
example net 203.0.113.42
mask 255.255.255.0
link-local 169.254.10.10
224.0.0.1 is multicast
carrier-grade 100.64.12.9
192.0.2.235 is in the documentation
on 12.05.2024.10 a strange date
part number 1.10.2.20
1.1.1.1.1 is no address
fe80::1 is link-local
::1
2001:db8::1 is documentation
the time was 12:30:45
MAC 00:1a:2b:3c:4d:5e
std::vector::push_back
ratio 2001:2002
Chapter 10:15-20
ISBN 978-3-16-148410-0
ISBN 0-306-40615-2
ISBN: 9780306406157
ISSN 2049-3630
doi 10.1000/182
2024-05-12 and 2024-06-13
12.05.2024
05/12/2024 10:30
the years 1990-1995
1914-1918
pages 120-125
$1,234,567.89
€ 12.345.678
NT$ 1,200,000
population 23 570 000
population 1,411,780,000
123456789
0123456789
the order no. 20241234567
Order #2125550177
SKU 0912345678
model 202-555-01
tracking 1Z999AA10123456784
account 00123456789012
3.14159265358979
-0.7071067811865
1.41421356237
6.02214076e23
299792458 metres a second
0x7fffffff
1234 5678
ratio 12 345 678
11 22 33 44 55 66
GPS 25.0330, 121.5654
40.712776, -74.005974
temperature 36.5 - 37.5
vote 1,234 to 2,345
score 21-15 21-18 15-21
1-2-3-4-5-6-7-8
(1) 2345 (2) 6789
2018 2019 2020 2021
統一編號 12345678
統編：53212539
發文字號：府教字第1020123456號
院臺法字第1050167890號
台內地字第0910012345號
第 3 條第 2 項
民國 102 年 5 月 12 日
中華民國110年12月31日
京ICP备12345678号
QQ 1234567890
QQ群：123456789
邮编 100084
编号：20240512001
订单号 202405120123456
人口 2345678 人
共 13800000000 元
10500000000 公里
2024年05月12日12时30分
股票代码 600519
GB 2312-1980
GB/T 7714-2015
ISO/IEC 27001:2013
RFC 5321 and RFC 6890
4111 1111 1111 1112
card 1234 5678 9012 3456
4111111111111
0000 0000 0000 0000
16 digits: 1111222233334444
4532015112830367
9999999999999995
5500 00 00 000 00004
A123456788
A323456789
B12345678
XA123456789
A1234567890
ID A000000000
part A123456780X
11010519491231002Y
110105194913310021
210105200013010010
123456789012345678
flight BR123456789
C123456789 is a wrong checksum
hash d41d8cd98f00b204e9800998ecf8427e
uuid 123e4567-e89b-12d3-a456-426614174000
timestamp 1715500800
timestamp 1715500800123
epoch 1609459200
call 911
dial 110
extension 1234
hotline 1999
The number 555 is lucky
dozens of 800-page books
route 66-99
10-12-14 hours
rooms 201-204
window 1920x1080
barcode 4006381333931
EAN 4710088430588
license 12-3456789
Boeing 747-400 and 777-300
Windows 10.0.19045
Python 3.11.4
tel aviv 2024
contact lenses -1.25
phone with 6.1-inch screen and 5000 mAh
Calls rose from 1200 to 1350 in 2023-2024
fax machines sold in 1985-1995
tel que 12345
contact hours: 0900-1700
mobile games 2019-2023
電話費 1200 元
手機 128 GB
客服時間 09:00-18:00
致電時間 0900-1800
`;

const MARK = /\[\[([a-z-]+) ([^\]]+)\]\]/g;

function parse(line: string): PiiCase {
  const spans: PiiCase['spans'] = [];
  let text = '';
  let last = 0;
  for (const match of line.matchAll(MARK)) {
    const kind = piiKinds.find((known) => known === match[1]);
    if (kind === undefined) throw new Error(`unknown kind in: ${line}`);
    text += line.slice(last, match.index);
    const start = text.length;
    text += match[2];
    spans.push({ start, end: text.length, kind });
    last = match.index + match[0].length;
  }
  return { text: text + line.slice(last), spans };
}

export const piiCases: readonly PiiCase[] = `${MARKED}${INNOCENT}`
  .split('\n')
  .filter((line) => line !== '')
  .map(parse);
