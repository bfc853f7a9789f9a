"""Our own table of words that may stand for each other in this field, for there is no dictionary here.

Groups are parted by "/" and the ends of lines; a word may be in several.
"""

SAME = """
participant interviewee respondent informant people person those staff individual interviewed participating
pilot site vanguard programme initiative scheme
study paper article research author manuscript report researcher evaluation
say state report comment describe note mention remark argue observe explain tell express voice raise point highlight speak
feel think believe consider perceive regard view see sense perception opinion impression deem judge belief thought felt
concern worry anxiety fear worried concerned unease apprehension
complain complaint criticise critical criticism fault grievance
problem difficulty challenge issue obstacle barrier difficult challenging hard problematic hurdle trouble tough tricky hamper
hinder impede hamper obstruct hold barrier obstacle slow inhibit conflict hindrance block
help support assist aid enable facilitate helpful enabler contribute benefit
benefit advantage gain value valuable worthwhile useful merit positive
important key vital crucial essential significant central necessary major main critical importance fundamental significance
need require must necessary necessity requirement demand / want wish desire keen eager hope like seek
aim goal objective purpose intend target seek intention intended aspire plan try
plan intend propose proposal planned
show demonstrate reveal illustrate indicate evidence display find highlight finding
evidence proof sign indication data
money funding fund finance financial resource cash budget spending fiscal funded monetary
financial finance fiscal money monetary investment
cut reduction reduce decrease constraint squeeze austerity lower restrict / invest investment funding fund
short brief limited temporary shortterm / below lower under / above over / settle resolve agree
discrepancy difference disagreement / resolve settle / backfill replacement cover substitute staffing
buyin commitment engagement support agreement / NCM model programme initiative care new / topdown centre imposed
hinder impede barrier / committed commitment agree join participate signed
much considerable great significant large / integrated integration joint joined
insufficient inadequate lack shortage lacking scarce / adequate sufficient enough appropriate
quick fast rapid rapidly speedy swift pace speed / pace speed rate tempo
slow slower slowly slowing slowed delay
change transform transformation reform shift alter reorganise restructure movement move changing
keep maintain sustain retain preserve continue hold / continue go carry persist ongoing remain last
stop end cease finish halt discontinue disappear terminate run
begin start launch commence initiate introduce establish began onset open live
set establish create form develop found build / build develop create establish nurture form construct strengthen
relation relationship tie link connection partnership bond rapport
partner partnership collaborate collaborator / work working job task operate
joint together collaborate collaboration collaborative cooperation cooperate cooperative collective shared jointly joined integrate integrated partnership teamwork combined
integrate integration join joined combine unify
organisation organisational institution body provider trust agency organization
interorganisational organisation between / intraorganisational organisation within / team group
multidisciplinary mdt interdisciplinary multiprofessional / clinician doctor gp physician medical
gp general practitioner practice doctor / staff workforce employee personnel worker people
workforce staff people manpower / local area locality regional locally / region regional area north-east
national central nationally country government / government national central political ministerial state
centre central top above nhs / hospital acute trust secondary / trust hospital foundation
community out-of-hospital / council authority / healthcare health care / health healthcare medical
share spread exchange pass disseminate sharing / spread replicate disseminate extend reach roll filter
learn lesson learning learnt knowledge taught learned / lesson learning insight
insight understanding knowledge learning
understand grasp appreciate know comprehend aware awareness understanding realise recognise
recognise acknowledge accept realise recognition know agree appreciate
acknowledge admit accept concede recognise / praise commend applaud compliment
value appreciate valued valuable welcome worth prize / success successful succeed achieve
achieve attain reach deliver accomplish realise secure / deliver provide produce supply achieve
provide give offer supply deliver afford / give provide offer grant
outcome result consequence effect impact end / result outcome finding consequence
lead cause result bring produce create / effect impact influence affect consequence
impact effect affect influence / affect influence impact shape hit / influence shape affect impact drive
pressure push demand strain / demand need pressure request call / target goal objective aim
expect expectation anticipate foresee expected / anticipate expect foresee anticipated
unrealistic unachievable overambitious infeasible / realistic achievable feasible
uncertain uncertainty unclear doubt unsure unpredictable / unsure uncertain doubt confident
doubt doubtful sceptical question uncertain / fragile delicate vulnerable precarious unstable
fluid changing shifting unstable changeable / complex complicated complexity
difference different differ differing distinct vary various separate diverse variation contrast
different differing distinct separate various / common shared same general
similar like alike same echo comparable / typical usual general common representative
general generally overall broadly broad / many numerous lot much / some several certain few number handful
most majority mainly largely mostly / minority few small / majority most larger
all every each whole entire across / only sole solely exclusive just alone / first earliest
earlier previous prior past former before / before prior ahead previously earlier pre
after following later once afterwards subsequently post / later subsequent after / last recent past final
recent recently new latest late / new fresh novel innovative / old older elderly
ongoing continuing continuous continued / increase grow rise growing rising expand more greater
grow increase rise expand growth growing / raise increase boost lift heighten
improve better enhance improvement strengthen improved improving / enhance improve strengthen boost increase
better improve improved superior / strengthen improve reinforce enhance increase
speed accelerate hasten quicken sped faster / large big great huge extensive major sizeable
scale size extent magnitude / extent degree scale amount / degree extent level / level degree extent
amount quantity volume level / lot much many / time period year duration length
timescale time deadline timeframe / long lengthy extended / length time duration period
permit allow enable let / allow enable let permit give / front-line frontline / space room freedom scope
avoid prevent refrain stop / resist avoid withstand / micromanage micromanagement
flexible flexibility adaptable / own ownership / commit commitment dedication committed dedicated engaged
engage engagement involve involvement participate participation / involve include engage participate involvement
participate join take attend part participation / attend participate go / meet meeting satisfy session
join participate enter become sign / agree sign consent accept / convince persuade win / persuade convince win
potential prospective possible capacity promise / possible potential feasible
rely reliance depend dependent overreliance dependence
compete competition competitive competitiveness rival rivalry / acquire acquisition takeover / merge merger
suspicion mistrust distrust suspicious / mistrust distrust suspicion / culture cultural norm value
collide clash conflict collision / conflict clash disagree odds opposed tension contradict incompatible
tension conflict strain friction / counter against contrary opposed / contrast difference compare opposed
silo isolated isolation separate separately / isolated separate disconnected
boundary line divide border division / bureaucratic bureaucracy / hierarchy hierarchical layered layer
structure structural arrangement organisation / arrangement structure organisation agreement setup
governance management / manage management run handle / leader leadership lead senior / senior lead leader high
responsible responsibility charge / responsibility duty role task / task duty job work
everyday daily ordinary routine usual day-to-day normal / assume presume take
resent resentment bitterness ill-feeling discontent / reflect think consider reflection / criteria standard
standard requirement norm / consistent consistently consistency even evenly uniform
uneven inconsistent unevenly patchy variable inconsistently / replicate copy repeat reproduce replicated
pocket example instance area / example instance case illustration / excellence excellent impressive outstanding
impressive excellent outstanding / embed embedded bed settle entrench bedded root ingrain / settle embed bed
scrutiny watch monitoring examination inspection surveillance observe / watch scrutinise monitor observe
quick-result quick / appear seem apparent look apparently / seem appear apparent look
evident apparent clear visible / clear evident plain apparent obvious
suggest propose recommend indicate imply hint / recommend suggest advise propose recommendation call advice
call recommend urge ask / message recommendation advice / ask invite request question / invite ask request
tell inform say / inform tell update notify / explore examine investigate study look analyse consider
examine explore investigate analyse inspect study assess / analyse analysis examine interpret
interview conversation / conduct carry hold perform undertake do / undertake conduct perform carry do
collect gather obtain / recruit enrol approach select / select choose identify sample
identify find pinpoint recognise determine / use employ apply utilise draw / draw use base rely
software computer package program programme / record audio-record tape / transcribe transcript write
code coding categorise / theme topic category subject / topic theme subject
approve approval clearance permission / ethic ethical / fund sponsor pay finance / pay cover fund reimburse
cover pay fund include / limit limitation constraint weakness drawback restrict / limitation weakness drawback
strength advantage merit / policy policymaker political / political politics policy / direction course
directive instruction order requirement / instruction directive order / shift change move
sudden abrupt abruptly suddenly / impetus momentum drive / momentum impetus drive / extensive wide broad large
wide broad extensive wider / service user patient client / patient user client resident / user patient client
public community / population people resident inhabitant / deprivation poverty disadvantage
expectancy lifespan / average mean typical / behaviour habit conduct / dense densely / urban city
diverse varied range different / range variety spectrum diversity / broad wide
include contain comprise involve incorporate cover embrace / comprise consist include contain
consist comprise include / promise encourage hope promising / encourage promote foster
foster encourage promote nurture / encouraging promising positive hopeful / confident confidence certain sure
conclude conclusion / early premature soon / future prospect forthcoming come coming / forthcoming coming future
sustain sustainable sustainability last durable maintain / viable viability / pilot test trial
test trial try pilot / profile visibility awareness / awareness knowledge profile conscious understanding
platform basis foundation / basis foundation ground platform / ground basis practice
material materialise happen occur / happen occur materialise place / occur happen place
bring create produce cause lead / add contribute increase / complexity complicated complex
parochial narrow insular / innate natural inherent nature naturally / nature character natural
harbour hold hide / serve act function work / act serve behave / role part function position
position role post / capacity capability resource ability / ability capacity capable able / able ability can
access reach obtain / reliable adequate robust dependable trustworthy / substantive real substantial
real genuine actual / actual real / reduce cut lower decrease lessen diminish / lower reduce decrease
rise increase grow / effort work attempt / attempt try effort / try attempt seek / energy effort
reason cause ground / because due owing / due because owing / despite although / price cost
cost price expense expensive / expense cost / invaluable valuable / contract agreement
overlook ignore neglect disregard forgotten forget / ignore overlook neglect disregard / rediscover revisit
revisit rediscover / document record / national-level national / system-wide whole-system
wholesystem systemwide / individual single separate person / single one individual sole
collective joint shared group / regional region area / merit deserve warrant / deserve merit warrant
attention focus emphasis notice / emphasis focus stress attention / focus emphasis concentrate attention centre
concentrate focus / prioritise priority first / priority emphasis prioritise focus
undue excessive disproportionate too / excessive undue / performance perform / perform performance
efficient efficiency saving / saving efficiency economy / save saving / home house / care caring
emergency accident a&e / prevention preventive prevent / discharge release / independent independence
live life living / old elderly older / backfill cover replacement substitute / replacement cover backfill
cover backfill / hour minute / remain stay still continue / stay remain keep / still remain yet / yet still
colleague peer counterpart / counterpart colleague equivalent / equivalent counterpart opposite comparable
peer colleague counterpart / spend use devote / properly really fully / fully completely entirely wholly
really properly truly / particular especially particularly special specific / especially particularly notably
particularly especially notably / wealthy affluent rich / affluent wealthy rich / easy simple straightforward
simple easy straightforward / hope wish expect / worry tension anxiety concern
background context setting backdrop / context background setting environment climate
basic fundamental underlying core / fundamental basic profound essential
heavy significant severe great considerable / severe serious heavy harsh acute tight
significant considerable substantial great heavy major large / breed harbour foster create cause
lasting sustainable durable / enough sufficient adequate available
available availability obtainable enough accessible / face encounter meet experience confront
obstacle barrier hurdle difficulty challenge / experience face encounter undergo
matter significant important count / protect ensure safeguard preserve / check ensure verify confirm
suit suitable suitability fit appropriate / ensure check guarantee secure safeguard / sexes gender
paid funded financed / day everyday daily / stress emphasis emphasise focus pressure
together collective jointly collaboratively / unaware ignorant / obvious self-evident evident clear
repeat replicate copy reproduce / main over-riding overriding key chief principal central
overriding main chief dominant overall / impression sense feeling view / sense feeling perception impression
feeling sense perception / ask task request invite demand / task ask charge assign / charge task entrust
worth value merit / award gain receive obtain grant / gain receive obtain acquire award
history historical past / favourable positive good beneficial helpful / counter against cut
rest build base depend / profession professional discipline / professional profession staff worker clinician
communicate communication contact / amid during while / accompany alongside together / grow increase rise mount
arrive come appear / last continue endure typical / held occupy conduct / occupy hold
operational running working / finalise complete settle conclude / link connect join unite tie
offer provide give present / aim intend seek want hope / develop build create grow evolve
high-quality quality good / reduce lessen cut lower shrink / combine join merge integrate / charge responsible
respond answer reply / candidate person people interviewee / email invitation / consent permission agreement
information detail / anonymise confidential anonymous / confidentiality privacy anonymity / secure safe stable
request ask demand / dataset data / store keep hold / keep store retain / independent independently separately
review examine assess check consider / document file record paper / internal inside own / guide schedule
inform shape guide / steer guide / experienced skilled seasoned / emerge arise appear surface come
cease stop end finish / iterative repeated / interpret interpretative / coded coding
rigour quality thoroughness / discrepancy difference disagreement inconsistency / process procedure
discuss talk debate / churn change upheaval turbulence / upheaval change churn disruption
disrupt disruption disruptive upset / echo repeat reflect mirror match resemble / mirror reflect echo
undertake conduct attempt / vision plan view / inspiration inspire / inspire inspiration / centre focus
stem arise come / willing willingness readiness ready / network group partnership
cooperate cooperative collaborate / identify find recognise spot / separate different local individual
complement supplement add support / add complement contribute increase / implication consequence meaning
generalise generalisability apply transfer / stakeholder participant / perspective view viewpoint standpoint
view perspective opinion attitude / illustrate show demonstrate / commonly widely generally often
widely commonly generally broadly / invariably always / often frequently commonly invariably / hub federation
sustainable lasting viable / pocket area patch example / evenly consistently uniformly
mean imply signify entail / imply suggest mean / require need / dominate overshadow / supersede replace overtake
replace supersede / layer level tier / goalpost goal / directive instruction guidance / criticise fault blame
fault criticise blame / grasp understand appreciate / appreciate understand grasp recognise / lengthy long
delay slow hinder / undermine weaken damage / legitimate justify / justify legitimate / roll spread extend
incredible intense extreme huge immense / scrutiny attention
ambitious bold / progress advance headway / design devise plan shape / address tackle solve resolve overcome / relevant pertinent applicable
factor influence element determinant / implement introduce rollout / delivery provision / urgent pressing immediate / medical clinical
additional extra further added / compel force oblige press push / digital electronic technology / risk danger hazard threat / opportunity chance possibility
coordinate organise / valid sound / measurement measure metric / voluntary charity / deep-seated entrenched longstanding
reconfigure redesign reorganise restructure / geography area terrain landscape territory / dispersed scattered sparse sparsely thin thinly
dense densely tight tightly / characterise mark feature / prevalence rate incidence / outline summarise describe sketch / sheet leaflet / advance beforehand
reassemble rebuild / generate produce yield / infrastructure facility / fashion way manner / must-do mandate obligation requirement / fail neglect
focal central / unintended unforeseen unplanned accidental / bigger larger / wrestle struggle grapple / crossover overlap duplication
enthusiasm keenness eagerness appetite / wrap surround / biggest largest greatest main / legislation law act statute / inevitably unavoidably
recover recuperate / episode spell bout / illness ill sickness disease / satisfaction satisfied / element component feature part aspect / variant version form
widen broaden expand extend / commercial business / consultancy advice advisory / metropolitan city urban / payment pay remuneration
alliance partnership coalition / vehicle mechanism / feature element characteristic / specialist expert / discover uncover find / depth detail / alignment align
back support backing endorse / bid apply application / head capita / next another / haveto must need task require / odds chance likelihood prospect
heed attention follow act / flux fluid / alone individual / act action / win gain secure obtain / guarantee assure assured promise / percapita head
lacking lack absence shortage wasmissing absent missing / swap exchange / hinge depend / affiliation university / list name / drop slow slower fall
arrive come enter join / sum summarise describe / shift alter swing / amass gather collect / appetite willing willingness / assess appraise evaluate judge
audio sound / beneficial useful helpful / blend combine merge / build forge / burden load pressure / care treatment / cautious careful / chiefly mainly mostly
citizen public resident / clarify explain / close shut / combat tackle / compile collect / comprehensive full thorough whole / compulsory mandatory
confine limit restrict / consult ask / contend argue / convene meet hold / cope manage handle / cornerstone basis foundation / correspond match
crack solve resolve / customary usual / deficit shortage lack / detrimental harmful damaging / difficulty struggle / disperse spread / disputed contested
downside drawback / early first / effective successful / elicit draw obtain / embark start / embryonic early / empower enable / encompass cover include
entail involve / envisage expect plan / equip enable / exemplify illustrate / exert place put / expertise skill knowledge / failing weakness shortcoming
familiar known / favour prefer / finite limited / fledgling new / flourish thrive / foremost main / frustrate hinder / gauge measure / governance oversight
grounds reason / guarantee certain sure / guidance advice / hasty quick / hesitant reluctant / hierarchy structure / ill-defined unclear / immature early
impart give / imposed forced / incentive motivation / independent separate / inequality disparity / inflexible rigid / inquiry research / instil build
instrumental important / intact whole / interim temporary / interplay relationship / intrinsic innate / juggle balance / lag delay / landscape context
latitude freedom flexibility / liaison contact / likewise similarly / live active current / long-established longstanding historical / mature develop
minimal little / misgiving concern doubt / momentous major / morale spirit / motivate encourage drive / mutual shared / myriad many / narrow limited
neighbouring local / notable considerable / obscure unclear / offset balance / onerous demanding / opaque unclear / oppose resist / optimistic hopeful confident
originate start / outlook future / outset start / outweigh exceed / oversee manage / overstretched stretched / partial incomplete / permanent lasting
persevere continue / pivotal key / pledge promise commit / postpone delay / precondition requirement / predecessor previous / prevail dominate
prevalent common / proper appropriate right suitable / prosper thrive / protracted long / provision supply / realm sector / reassure assure / recount describe
recruit hire / rectify correct / refine improve / rein control / reiterate repeat / relevance pertinence / reliant dependent / reluctance unwillingness
remedy solve / remit responsibility / reservation concern doubt / resilience strength / resonate echo / restrain limit / rethink reconsider / rush hurry
scarce limited / seldom rarely / shortfall gap / sluggish slow / smooth easy / span cover / spearhead lead / stall stop / stifle hinder / stretch strain
supervise oversee / surpass exceed / teething early / timeframe period / timely early / transition change shift / troubled worried
underline stress emphasise highlight / underpin support / unfold happen / unresolved open / upbeat positive / uphold maintain / variance variation
vehicle means / venture initiative project / vigilance scrutiny / wary cautious / workload work / considerably good great much significantly
pressure drive push / get obtain gain secure win / start begin emerge / overlap coincide / resemble similar like echo / option choice way
job role post position / available supply provide obtain /
current present existing / perspective focus view / spare additional extra / repeated many / complement accompany alongside add / launch start begin
progress underway / vital crucial key essential / percapita head / population community
"""
