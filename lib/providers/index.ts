import { abv } from './abv';
import { aliyun } from './aliyun';
import { amazonInbound } from './amazon-inbound';
import { apple } from './apple';
import { appriver } from './appriver';
import { aruba } from './aruba';
import { att } from './att';
import { au } from './au';
import { barracuda } from './barracuda';
import { bell } from './bell';
import { biglobe } from './biglobe';
import { bigpond } from './bigpond';
import { bluewin } from './bluewin';
import { bouygues } from './bouygues';
import { btinternet } from './btinternet';
import { centrum } from './centrum';
import { centurylink } from './centurylink';
import { charter } from './charter';
import { chinaMobile } from './china-mobile';
import { cisco } from './cisco';
import { cloudflare } from './cloudflare';
import { cogeco } from './cogeco';
import { comcast } from './comcast';
import { cox } from './cox';
import { daum } from './daum';
import { docomo } from './docomo';
import { duocircle } from './duocircle';
import { earthlink } from './earthlink';
import { eircom } from './eircom';
import { fastmail } from './fastmail';
import { forcepoint } from './forcepoint';
import { fortinet } from './fortinet';
import { forwardEmail } from './forward-email';
import { free } from './free';
import { freemailHu } from './freemail-hu';
import { freenet } from './freenet';
import { gandi } from './gandi';
import { gmail } from './gmail';
import { gmx } from './gmx';
import { godaddy } from './godaddy';
import { hey } from './hey';
import { homePl } from './home-pl';
import { hornetsecurity } from './hornetsecurity';
import { hostedemail } from './hostedemail';
import { hostinger } from './hostinger';
import { hostpoint } from './hostpoint';
import { improvmx } from './improvmx';
import { infomaniak } from './infomaniak';
import { interia } from './interia';
import { ionos } from './ionos';
import { juno } from './juno';
import { kpn } from './kpn';
import { laposte } from './laposte';
import { libero } from './libero';
import { locaweb } from './locaweb';
import { mailboxOrg } from './mailbox-org';
import { mailroute } from './mailroute';
import { mailru } from './mailru';
import { messagelabs } from './messagelabs';
import { microsoft365 } from './microsoft-365';
import { migadu } from './migadu';
import { mimecast } from './mimecast';
import { mxlogic } from './mxlogic';
import { mxroute } from './mxroute';
import { namecheapFilter } from './namecheap-filter';
import { nate } from './nate';
import { naver } from './naver';
import { netease } from './netease';
import { netvigator } from './netvigator';
import { nifty } from './nifty';
import { nospamproxy } from './nospamproxy';
import { ocn } from './ocn';
import { oneCom } from './one-com';
import { onet } from './onet';
import { optimum } from './optimum';
import { optus } from './optus';
import { orange } from './orange';
import { outlook } from './outlook';
import { ovh } from './ovh';
import { perceptionPoint } from './perception-point';
import { plusnet } from './plusnet';
import { posteo } from './posteo';
import { privateemail } from './privateemail';
import { proofpoint } from './proofpoint';
import { proton } from './proton';
import type { Provider } from './provider';
import { proximus } from './proximus';
import { qq } from './qq';
import { rackspace } from './rackspace';
import { rakuten } from './rakuten';
import { rambler } from './rambler';
import { rediffmail } from './rediffmail';
import { retarus } from './retarus';
import { seznam } from './seznam';
import { sfr } from './sfr';
import { shaw } from './shaw';
import { sina } from './sina';
import { siteground } from './siteground';
import { soNet } from './so-net';
import { softbank } from './softbank';
import { sohu } from './sohu';
import { sophos } from './sophos';
import { spamexperts } from './spamexperts';
import { spamhero } from './spamhero';
import { spamtitan } from './spamtitan';
import { strato } from './strato';
import { tOnline } from './t-online';
import { talktalk } from './talktalk';
import { telenet } from './telenet';
import { telia } from './telia';
import { telus } from './telus';
import { terra } from './terra';
import { tim } from './tim';
import { tiscali } from './tiscali';
import { titan } from './titan';
import { tpg } from './tpg';
import { trellix } from './trellix';
import { trendMicro } from './trend-micro';
import { tuta } from './tuta';
import { ukrnet } from './ukrnet';
import { uol } from './uol';
import { vade } from './vade';
import { videotron } from './videotron';
import { virginMedia } from './virgin-media';
import { vodafoneDe } from './vodafone-de';
import { windstream } from './windstream';
import { wp } from './wp';
import { yahoo } from './yahoo';
import { yahooJapan } from './yahoo-japan';
import { yandex } from './yandex';
import { zerospam } from './zerospam';
import { ziggo } from './ziggo';
import { zoho } from './zoho';

/** Every mailbox provider and gateway that has a file here. The longest MX suffix over all of them decides, so the
 * order is for people: the largest mailbox providers, the others, the gateways. */
export const PROVIDERS: readonly Provider[] = [
  gmail,
  outlook,
  microsoft365,
  yahoo,
  att,
  apple,
  comcast,
  charter,
  cox,
  gmx,
  ionos,
  tOnline,
  orange,
  free,
  laposte,
  qq,
  netease,
  mailru,
  yandex,
  zoho,
  docomo,
  au,
  softbank,
  godaddy,
  rackspace,
  fastmail,
  proton,
  kpn,
  netvigator,
  seznam,
  centrum,
  libero,
  tim,
  tiscali,
  aruba,
  wp,
  onet,
  interia,
  homePl,
  rediffmail,
  uol,
  terra,
  locaweb,
  naver,
  daum,
  nate,
  sina,
  sohu,
  chinaMobile,
  aliyun,
  ziggo,
  telenet,
  proximus,
  bigpond,
  optus,
  tpg,
  shaw,
  bell,
  telus,
  videotron,
  cogeco,
  virginMedia,
  btinternet,
  talktalk,
  plusnet,
  eircom,
  sfr,
  bouygues,
  ovh,
  gandi,
  infomaniak,
  hostpoint,
  bluewin,
  hostinger,
  titan,
  privateemail,
  hostedemail,
  migadu,
  mxroute,
  oneCom,
  strato,
  freenet,
  vodafoneDe,
  mailboxOrg,
  posteo,
  tuta,
  hey,
  amazonInbound,
  yahooJapan,
  rakuten,
  nifty,
  biglobe,
  ocn,
  soNet,
  ukrnet,
  rambler,
  abv,
  freemailHu,
  telia,
  earthlink,
  optimum,
  centurylink,
  windstream,
  juno,
  siteground,

  // Security gateways and forwarders: the mailbox host behind them is unknown.
  mimecast,
  proofpoint,
  messagelabs,
  barracuda,
  cloudflare,
  cisco,
  trendMicro,
  sophos,
  forcepoint,
  hornetsecurity,
  spamexperts,
  trellix,
  vade,
  retarus,
  appriver,
  mxlogic,
  zerospam,
  fortinet,
  spamhero,
  mailroute,
  spamtitan,
  nospamproxy,
  namecheapFilter,
  improvmx,
  forwardEmail,
  duocircle,
  perceptionPoint,
];
