/** Words that are, and words that are not, parts of people's names. Written for this project. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

export const firstNames = words(`
  aaron abbie abdul abdullah abigail abu adam adele aditi adrian agnes ahmed aidan aisha alan alastair albert alex alexander alexandra alfie ali alice alicia alisha alison
  amanda amara amber amelia amina amir amit amy ana andrea andrew andrzej angela angharad anita anjali ann anna anne annette anthony antonio anwen anya archie arjun arthur
  asha ashley asif audrey ava ayesha barbara barry beata beatrice ben benjamin bernadette bernard beth bethan bethany beverley bilal blessing bogdan brandon brenda brian bridget
  bronwen bruce bryn callum cameron carl carla carol caroline carolyn carys catherine cathy ceri charles charlie charlotte chen cheryl chiara chidi chinedu chioma chloe chris
  christian christina christine christopher ciara claire clare clive colin connor conor craig cynthia daisy dale damian daniel danielle darren dave david dawn dean deborah debbie
  declan deepak delroy denis denise dennis derek desmond diana diane dilys dominic donald donna doreen doris dorothy douglas duncan dylan edith edward efua eileen elaine eleanor
  elena elizabeth ella ellen ellie elliot elsie emeka emily emma emmanuel eric erin ethan eva evan eve ewa farah farida fatima faye femi fiona florence frances francis frank
  fred freddie freya gareth gary gavin gemma geoff geoffrey george georgia georgina gerald geraint gerard gillian gladys glenn gloria gordon graeme graham grazyna greg gurpreet gwen
  gwyneth hamza hannah harjit harold harpreet harriet harry harvey hasan hassan hayley hazel heather heidi helen henry hilary holly howard hugh hussain ian ibrahim ifeoma imran
  ines iqbal irene iris isaac isabel isabella isla ivan ivy jack jacob jacqueline jade jaden jake jamal james jamie jamila jan jane janet janice jared jasmine jason jaspreet jay jean
  jeff jenna jennifer jenny jeremy jerome jess jessica jill jim jo joan joanna joanne jodie joe joel john jonathan jordan jose joseph josephine josh joshua joyce juan judith judy julia
  julian julie june justin kamal karen karl karolina kasia kate katherine kathleen kathryn katie kavita kay kayleigh keith kelly kelvin ken kenneth kerry kevin khadija khalid kieran
  kim kimberley kiran kirsty krzysztof kwame kyle lakshmi lara latisha laura lauren laurence layla leah lee leigh leila lena leo leon leonard leroy lesley leslie lewis liam lianne lila
  lilian lily linda lindsay lisa liz lloyd logan lois lorcan lorna lorraine louis louise lucas lucia lucy luke lydia lynn lynne mabel madison maggie mai malcolm malik mandy manjit marcia
  marcin marcus margaret maria mariam marian marie marilyn mario marion marjorie mark marlene martha martin mary maryam matilda matthew maureen maurice max maya megan mehmet melanie
  melissa mercy mia michael michal michelle miguel mike mohamed mohammad mohammed moira molly monica morgan muhammad mustafa nadia nadine naomi nasreen natalia natalie natasha nathan neil
  ngozi niall niamh nicholas nick nicola nigel nikita nina noah noor nora norma norman nuala obinna oliver olivia olu olumide omar oscar osman owen paige pamela parveen patience patricia
  patrick paul paula pauline pawel pedro peggy penelope peter phil philip phillip phoebe phyllis pierre piotr poppy pradeep precious priya rachel rafael rahul raj rajesh ralph ranjit
  rashid ravi raymond rebecca reece reginald rhian rhiannon rhys ricardo richard rita rob robert robin rodney roger roisin roland ronald rosa rosalind rosemary rosie ross roy ruby rupert
  russell ruth ryan sabrina sadia saeed sally sam samantha samina samira samuel sandra sanjay sara sarah scott sean sebastian seema selina shabana shane shannon sharon shaun sheila shelley
  shirley shreya sian sidney simon simone siobhan sofia sonia sophia sophie stacey stanley stella stephanie stephen steve steven stuart sue sunil sunita surinder susan suzanne svetlana
  sylvia tamara tania tara tariq tasha tayyab terence teresa terry thabo theo theresa thomas tim timothy tina toby tom tomasz tommy tony tracey tracy trevor tristan tunde tyler tyrone una
  usha ursula valerie vanessa veronica vera vicky victor victoria vijay vikram vincent violet vivian wanda warren wayne wendy wesley william winifred winston wojciech xavier yasmin yusuf
  yvonne zac zachary zahra zainab zara zoe zofia zubair`);

/** First names that are also common words: only a neighbour makes them a name. */
export const doubtfulFirstNames = words('amber april august bill chase dale dawn daisy dean eve faith frank grace grant hazel holly hope iris ivy jack jade jan jay jean joy june kay lee leigh lily mark max may melody mercy miles morgan patience poppy precious rob rose ruby sky sue summer violet will blessing drew earnest gene guy heather art josh pat rich robin sandy sonny stew summer cliff ray victor');

export const titles = 'mr|mrs|ms|miss|mx|dr|doctor|sir|dame|lady|lord|prof|professor|rev|revd|father|imam|rabbi|cllr|councillor|pc|dc|sgt|ds|judge|sister|nurse|aunt|aunty|auntie|uncle|nan|gran|grandma|grandad';

export const particles = words('de la le van der den von bin ibn al el ap ab ferch di da dos del du mac mc ter ten st o');

/** Words that begin with a capital for other reasons. */
export const notNames = words(`
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter spring summer autumn winter
  the a an and or but if then of in on at to for from by with about as is are was were be been has have had do does did will would could should may might must can i we you he she they it
  this that these those there here not no yes none all any some each both other another who whom whose what which when where why how his her their our your my its
  dear regards sincerely faithfully yours kind thanks thank hello hi hey ref reference re subject date time from to cc bcc sent received page tel telephone phone mobile fax email e-mail mail website
  council borough county city town district parish unitary authority department team service services unit office officer manager director head centre center hub committee panel board
  housing benefit benefits tax revenue revenues recovery finance payments payment account accounts invoice rent arrears tenancy tenant landlord homelessness options allocations
  social care worker work children childrens child young people adult adults safeguarding family families support assessment plan review meeting conference minutes agenda item action actions
  note notes case file record records report letter statement summary chronology history log entry form application decision appeal complaint complaints request subject access data protection
  present attendees attending apologies chair chairperson minute taker absent distribution copy copies confidential official sensitive restricted draft final version
  street road close lane avenue drive court crescent gardens grove hill house mews park place row square terrace walk way rise view green flat floor block estate north south east west upper lower
  england scotland wales ireland britain uk united kingdom london manchester birmingham leeds liverpool bristol cardiff glasgow edinburgh belfast europe european
  english welsh scottish irish british polish french german spanish indian pakistani
  school academy college university primary secondary nursery hospital surgery clinic practice pharmacy police court tribunal crown magistrates county high family probation prison nhs gp cafcass
  national insurance number health act section order regulation regulations schedule article part paragraph human rights law legal advice equality education send ehcp
  name address dob birth nino passport licence reg registration vehicle van car bank sort code iban utr vat pin id type amount total balance due paid credit debit direct
  visitor agent caller neighbour neighbours witness claimant applicant respondent appellant defendant complainant referrer informant client customer resident citizen member public user occupant
  mother father mum dad parent parents brother sister son daughter wife husband partner ex-partner boyfriend girlfriend aunt uncle cousin grandmother grandfather carer guardian friend
  mr mrs ms miss mx dr doctor sir madam prof professor rev cllr councillor chief executive senior principal deputy assistant lead coordinator adviser advisor inspector constable sergeant
  case noise nuisance parking planning licensing environmental waste bin bins refuse recycling pest control food safety trading standards enforcement notice penalty charge fine summons liability
  call called visit visited home contact update outcome background concerns concern risk recommendation recommendations next step steps follow following further information details evidence
  first second third last new old full same previous current annual weekly monthly daily general special emergency urgent important standard stage level
  webchat transcript chat voicemail message sms text online portal system database spreadsheet sheet row column line version microsoft word excel outlook teams zoom google facebook whatsapp
  per please note also however therefore because although since while during after before until unless once still just only even yet very much more most less least many few several
  said says told tell asked ask stated reported advised agreed noted confirmed explained spoke spoken wrote written attended moved lives living works gave given called made took seen
  good morning afternoon evening today tomorrow yesterday week month year day night question questions answer answers
  ltd limited plc llp inc company group trust foundation charity association society church mosque temple
  discretionary universal credit allowance disability living personal independence council pension pensioner reduction exemption discount band
  initial core strategy pathway leaving care looked fostering foster adoption kinship placement contact supervised early help multi agency marac mappa mash lado idva isva
  property repairs damp mould boiler heating gas electric electricity water sewage roof window door gate garden fence wall garage shed kitchen bathroom bedroom
  it its so go got get let now new out off over under up down back well right left see saw say can't don't won't i'm he's she's it's they're we're you're
  ur urself u r pls plz thx cos coz gonna wanna dont cant wont im ive hes shes theyre whats thats moved stop ringing wrong number keeps keep asking called lives living says said wants want needs need about
  been done gone going come came know knew think thought feel felt leave left put take give make made use used try tried show showed turn turned work worked seem seemed help helped start started
  payer ref amount date id`);

export const kin = 'mother|father|mum|mam|dad|brother|sister|son|daughter|wife|husband|partner|ex-partner|ex-husband|ex-wife|ex|boyfriend|girlfriend|aunt|aunty|auntie|uncle|cousin|niece|nephew|grandmother|grandfather|nan|gran|grandma|grandad|stepfather|stepmother|stepson|stepdaughter|stepdad|stepmum|half-brother|half-sister|foster carer|carer|neighbour|friend|flatmate|housemate|landlord|landlady|colleague|child|baby|twin|twins|fiancé|fiancée|fiance|fiancee';
