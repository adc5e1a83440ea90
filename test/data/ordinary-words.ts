/**
 * Words that also mean something ordinary, or something generic in this trade, and so may not stand as a `plain` term.
 * A guard, not a dictionary: add a word when it has been mistaken once.
 */
const TEXT = `
absolute access account active actor adapt adaptive address advance advantage advisor aegis agent agile agility air alarm alert alpha alto
amber analyst analytics analyzer anchor angle anti anvil apex app appliance application apps arc arch archer archive arena argus aria armor arrow
ascend assess asset assist assure astra athena atlas atom attack audit aura aurora authenticator auto automate automation avalanche avatar avenue
avi axis azure backbone backup badge balance band base basic beacon beam bear beta blade block bloom blue board bolt bond boost border bot bow box
branch brand bravo breeze bridge brief bright broadcast browser bug builder bullet bundle byte cable cache campus capture carbon card care cargo
case castle catalyst center central chain chamber change channel chassis check checkpoint choice chrome chronos circle circuit citadel city clarity
classic clear client cloud cluster coach coast code cohesion collective column comet command common compact companion compass complete compliance
concept conductor conduit connect connector console contact container content context control controller convoy copper core corner cortex cosmos
cost cover cradle create credit crest critical crown crucial crystal cube current custom cut cyber cycle daily dam dark dart dash
data database dawn day deck deco deep deeper defend defender defense delta deploy depth desktop detect detection detector device diamond digital
direct director discover discovery disk dispatch display dock docker domain door draft dragon drive driver drone dual dynamic eagle earth ease echo
eclipse edge education element elevate elite email ember emerald emblem empower enable encrypt endpoint energy engage engine enigma enterprise
entity entry epic essential essentials ether event evidence evolution evolve exchange expert explorer explore express extend extender eye fabric
factor falcon fame family farm fast fate feature field figure file filter find fire firewall firm first fit flag flash flex flexible flight flow
fly focus force forensics forge form fort fortify fortress forum forward foundation foundry frame framework free frontier fuel full fusion future
gaia galaxy gate gateway gear gem gemini general genesis genius ghost giant glass glide global globe go gold grand graph gravity green grid group
growth guard guardian guide guest gust halo hammer handle harbor harmony harvest haven hawk head heart helix helm help hero hibernate high highlight
hive home honeypot horizon hot hub hunt hunter hybrid hyper icon idea identity ignite image impact incident index infinity info infinite inform
infusion ink inner insight insights inspire instant instinct integrity intelligence intelligent interact intercept interface internet iris iron
island jade jet journey jump juniper kernel key kit knight knowledge lab label ladder lake lamp lance land lane lantern laser launch layer leaf
leap ledger legend lemur lens level lever liberty library license life lift light lightspeed limit line link lion lite live load local lock log
logic loop lotus luna machine maestro magic magnet mail major manage managed manager mandate mantis map marine mark market mast master match mate
matrix maze meadow media memory mentor mercury merge mesh message meter metro micro mind mine mini mint mirage mirror mission mobile mode
model modern module moment monitor moon motion mountain move music nano native navigator nebula neo nest net network neuron nexus night nimbus
node noise north nova now nucleus oasis object observer ocean office omega one online onyx open operate operations opportunity optic optical
optimum option orbit orca orchestrator order origin outpost oxygen pace pack page pal panel panorama parallel park partner pass password patch
path patrol patron pattern pay peak pearl perimeter phantom phoenix phone photon pilot pinnacle pioneer pipe pivot pixel plan planet plate platform
platinum play plus point policy pond port portal power practice precision premier premium presence press prevent prime prism privacy private pro
probe process product profile program project prompt protect protection protector proton provider proxy pulse pump pure purple quad quality quantum
quest quick radar radio rail rain ranger rapid reach react ready real realm rebel record recover recovery red reef reflex refresh relay release
relic reliance remote report rescue research resolve resource respond response result retina retriever ridge ring rise river road robot rock rocket
root rotor route router ruby rugged run rush safe safeguard safety sage sail sandbox sandblast sapphire satellite scale scan scanner scope score
scout screen script scroll sea seal search second secret secure security seed select sense sensor sentinel sentry sequence series serve server service
shadow shape share shark shell shelter shield ship shore sidewalk sight sigma sign signal signature silver simple single singularity site sky slate smart
smoke snap socket solar solid solo solution solutions sonic source south space span spark spectrum speed sphere spider spin spirit splash spot spring
sprint square stack staff stage standard star stark start state station stealth steel stellar step storage storm strata stratus stream street strike
studio suite summit sun super support surface surge swift switch symphony sync system table tag talent talon tango tank target task team tech tempo
terminal terra test thin threat thunder tide tiger time titan token tool top torch total touch tower trace track trail train transfer transform travel
tree triage tribe trident trigger trinity trust tunnel turbo twin ultra umbrella union unit unity universal update upgrade urban utility vanguard
vantage vault vector velocity venture venus verify veritas vertex vertical vibe video view vigilance vine viper virtual virus vision vista vital voice
volt vortex voyage vulnerability wall warden warp watch water wave way web whisper white wild wildfire wind window windows wing wire wireless wise wiz
wizard wolf wonder work worker workflow workforce workshop workspace workstation world xenon yard zen zenith zero zone zoom
`;

export const ORDINARY_WORDS: ReadonlySet<string> = new Set(TEXT.split(/\s+/).filter(Boolean));

const TRADE = `
access administration advanced agent ai analysis analytics and antivirus api app appliance application applications apt assessment attack audit
authentication backup bot browser camera cameras care central client cloud compliance connect console content control controller data database ddos
defense desktop detection device devices directory disk dlp dns drive edge edr email encryption endpoint engine enterprise express external file files
filtering fire firewall for forensics full gateway hardware host identity incident industrial information infrastructure integrity intelligence internet
intrusion iot isolation license log logs mail malware managed management manager mdr mobile monitoring multi network next generation of on ops
password pam performance phone platform policy portal posture premium prevention privileged professional protect protection protector proxy
radio recorder recovery remote report reporting response risk router san sandbox sase scanner sdwan secure security series server service services siem site
soc software ssl storage subscription suite support surface surveillance switch switches system systems testing the threat threats training trust
url user video virtual virus visibility vpn vulnerability waf web wifi wireless workload xdr zero
`;

/** Words of the trade that every maker uses: a term made of nothing else names nobody. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(TRADE.split(/\s+/).filter(Boolean));
