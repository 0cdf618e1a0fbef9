/** Which given names are forms of one another in the United Kingdom: short forms, and the same name in its other languages. */

/** One family of forms a line, folded. A name may belong to several; the families do not join through it. */
const families: readonly string[] = [
  // English, with short forms
  'abigail abbie abby gail', 'alan allan allen alun al', 'albert bert bertie al', 'alexander alex alec alistair alasdair alastair sandy xander sasha aleksander oleksandr aleksandr',
  'alexandra alex sandra alexa lexi sasha aleksandra oleksandra ola', 'alfred alf alfie fred', 'alice ali alicia alys ailis', 'alison ali ally allison',
  'amanda mandy manda', 'andrew andy drew andrzej andrei andreas andras aindriu', 'angela angie ange', 'ann anne anna annie nan nancy ania anya hannah aine ana anita', 'anthony antony tony ant antoni antonio',
  'arthur art artie', 'barbara barb babs barbie basia', 'beatrice bea beatrix trixie', 'benjamin ben benny benji', 'bernard bernie', 'bernadette bernie', 'bethan beth bethany', 'bradley brad',
  'brian bryan', 'bridget biddy bridie brigid brid', 'bronwen bron bronwyn', 'cameron cam', 'carol caroline carole carrie karolina', 'catherine katherine kathryn kathleen katharine catharine kate katie kathy cathy kat kitty kay caitlin catrin cati katarzyna kasia caitriona ekaterina katerina',
  'charles charlie chas chuck karol carlos', 'charlotte charlie lottie lotte', 'christine christina chris chrissie tina krystyna krysia', 'christopher chris kit topher krzysztof', 'clare claire clara klara', 'clifford cliff',
  'constance connie', 'cynthia cindy', 'daniel dan danny danny danyl daniil', 'danielle dani daniela', 'david dave davy dai dafydd dewi dawid daithi', 'deborah debra debbie deb', 'denise den', 'dennis denis den',
  'derek del', 'diana diane di', 'donald don donny domhnall', 'dorothy dot dottie dolly', 'douglas doug dougie', 'edith edie', 'edmund ed eddie ned', 'edward ed eddie ted teddy ned edouard eduard',
  'edwin ed eddie', 'eileen aileen eibhlin', 'eleanor elinor ellie nell nora lenore elen', 'elizabeth elisabeth liz lizzie beth betty bess eliza libby elspeth elsie lisa elsa isabel elzbieta ela bethan',
  'ellen ellie nell helen elen', 'emily em emmy emilia', 'emma em emmy', 'eric erik', 'eugene gene eoghan', 'eva eve evie', 'evelyn evie eve', 'florence flo flossie florrie', 'frances fran fanny frankie franny',
  'francis frank frankie fran proinsias franciszek', 'frank francis franklin', 'frederick fred freddie freddy fryderyk', 'gabriel gabe', 'gabrielle gabby gabriela', 'gareth gary gaz', 'geoffrey geoff jeff jeffrey', 'george georgie jerzy sior seoirse yuri',
  'georgina georgie gina georgia', 'gerald gerry jerry', 'gerard gerry ger', 'geraldine gerry', 'gillian jill gill gilly jillian', 'gordon gord', 'grace gracie', 'graham graeme grahame', 'gregory greg grzegorz',
  'gwendolen gwen gwenllian gwendoline', 'hannah anna hana', 'harold harry hal', 'harriet hattie harrie', 'harrison harry', 'helen helena nell elen elena olena halina', 'henry harry hal henryk hari', 'howell hywel howel',
  'hugh huw hughie aodh', 'ian iain eoin', 'imogen immy', 'irene rene', 'isabella isabel isobel bella izzy ishbel izabela', 'jack john jackie jacek jake', 'jacob jake jakub kuba', 'jacqueline jackie jacqui', 'james jim jimmy jamie jem hamish seamus iago jakub',
  'jane janey jayne janet jeanie sian sinead joanna', 'janet jan jane sioned', 'janice jan', 'jason jay', 'jean jeanne jeannie sheena', 'jennifer jen jenny jenni guinevere', 'jeremy jerry jez', 'jessica jess jessie',
  'jill gill gillian', 'joan joanie siobhan', 'joanna joanne jo joasia asia', 'john jon johnny jack ieuan ioan ifan evan sean shaun shane ian iain eoin jan ivan sion juan johan', 'jonathan jon johnny jonny nathan', 'joseph joe joey jozef josef iosef yusuf',
  'josephine jo josie', 'joshua josh', 'judith judy jude', 'julia julie jules', 'julian jules', 'karen kaz', 'kenneth ken kenny', 'kevin kev caoimhin', 'kimberley kim kimberly', 'lawrence laurence larry laurie loz',
  'leonard len lenny leo', 'leslie les', 'lewis lew louis lou llewellyn', 'lilian lily lil', 'linda lynda lindy lin', 'lindsay lyn', 'llewelyn lyn llew llewellyn', 'louise lou lulu', 'lucy lucie lucia lusi lucja', 'luke lukasz lucas luca', 'lynn lynne lyn lynette',
  'madeleine maddie maddy madeline', 'malcolm mal', 'marcus marc mark marek', 'margaret maggie meg peg peggy marge margie greta rita mags daisy mairead marged megan malgorzata gosia', 'marilyn mary', 'marjorie marge margie',
  'mark marc marcus marek', 'martha marty mattie', 'martin marty marcin', 'mary marie maria molly polly mair mari maire maura moira mhairi mia maryam miriam', 'matilda tilly mattie', 'matthew matt matty mateusz mathew', 'maureen mo', 'maurice mo morris',
  'megan meg margaret', 'melanie mel', 'melissa mel lissa', 'michael mick mike mickey mikey micky michal mihangel micheal mikhail', 'michelle shell chelle', 'millicent millie', 'miriam mim', 'mohinder mohi', 'monica mon', 'morgan mo', 'myfanwy myf fanw',
  'nancy ann nan', 'natalie nat natalia natasha tasha', 'nathaniel nathan nat nate', 'neil neal niall', 'nicholas nick nicky nic mikolaj nicolas klaus', 'nicola nicky nic nikki nicole', 'nigel nige', 'nora norah eleanor honora', 'norman norm',
  'oliver ollie olly oliwier', 'olivia liv livvy ollie oliwia', 'pamela pam', 'patricia pat trish tricia patty patsy padraigin', 'patrick pat paddy padraig padraic patryk', 'paul pol pawel pablo pavel', 'pauline paula', 'penelope penny', 'peter pete piotr pedr peadar pyotr',
  'philip phil phillip pip filip', 'philippa pippa pip', 'phyllis phyl', 'priscilla cilla', 'rachel rachael rach rahel', 'raymond ray', 'rebecca becky bex becca beca', 'reginald reg reggie', 'rhiannon rhi anon', 'rhys reece rees', 'richard rick dick ricky rich richie ryszard risteard',
  'robert bob rob bobby robbie bert rab robyn roibeard', 'roderick rod roddy ruairi', 'rodney rod', 'roger rodge', 'ronald ron ronnie raghnall', 'rosemary rose rosie', 'rose rosie roisin', 'russell russ', 'ruth ruthie', 'samantha sam sammy', 'samuel sam sammy', 'sarah sally sal sara sadie zara', 'sean john shaun shawn',
  'sebastian seb bash', 'shirley shirl', 'sidney sid sydney', 'simon si szymon', 'sophia sophie zofia zosia sofia', 'stanley stan stanislaw', 'stella estelle', 'stephanie steph steffi stefania', 'stephen steven steve stevie stefan stefanos steffan szczepan', 'stuart stewart stu',
  'susan susannah sue susie suzanne zuzanna', 'sylvia silvia', 'tamsin tammy thomasina tamzin', 'teresa theresa terry tess tessa', 'terence terry terrence', 'theodore theo ted teddy', 'thomas tom tommy tomasz tomos twm tam', 'timothy tim timmy', 'tobias toby', 'trevor trev', 'valerie val',
  'veronica ronnie vera weronika', 'victor vic wiktor', 'victoria vicky vikki tori wiktoria', 'vincent vince vinny', 'violet vi', 'virginia ginny', 'vivian viv', 'walter wally walt', 'wendy gwendolen', 'wilfred wilf', 'william will bill billy willie liam gwilym wil uilleam wilhelm', 'winifred winnie freda gwenfrewi', 'yvonne eve', 'zachary zac zak', 'zoe zoey',
  // Welsh, Irish and Scottish forms that English writes otherwise
  'angharad anghi harri', 'aoife eva ava', 'blodwen flo', 'ceri kerry', 'cerys carys', 'ciaran kieran keiran', 'cliona cleona', 'conor connor conchobhar', 'deirdre dee', 'eilidh ailie helen', 'eluned lyn luned', 'ewan euan eoghan owen owain', 'fergus fearghas', 'fiona fi', 'geraint ger', 'grainne grania', 'iestyn justin', 'ifor ivor', 'lowri laura', 'mairi mary mhairi', 'maeve medbh meadhbh', 'niamh neve', 'oisin osheen', 'orla orlaith', 'owain owen', 'rhodri rod', 'roisin rosheen', 'ruaridh rory ruairi', 'saoirse sersha', 'siobhan shevaun chevonne', 'sorcha sarah', 'tadhg tim tadgh', 'una oonagh',
  // South Asian and Muslim names, as clerks have spelt them
  'muhammad mohammed mohammad mohamed muhammed mohamad md mo mehmet mahomed', 'ahmed ahmad ahmet', 'ali aly', 'abdul abdel abdal', 'abdullah abdulla', 'aisha ayesha aysha aishah ayse', 'amina aminah ameena', 'amir aamir ameer', 'asif asef', 'bilal bilaal', 'fatima fatimah fathima fatema fatma', 'farah farrah', 'faisal faysal', 'farooq faruq farouk', 'gurpreet preet guri', 'harpreet preet', 'hamza hamzah', 'hasan hassan', 'husain hussain hussein husayn', 'ibrahim ebrahim abraham', 'imran emran', 'iqbal eqbal', 'jamil jameel', 'jaswinder jas jassi', 'kamal kamaal', 'khadija khadijah khadeeja', 'khalid khaled', 'manpreet mani', 'mariam maryam miriam mary', 'mustafa mustapha mostafa', 'nadim nadeem', 'nasreen nasrin', 'noor nur noora', 'omar umar umer', 'parveen parvin perveen', 'rashid rasheed', 'rehana rihana', 'rukhsana ruksana', 'salim saleem', 'salma salmah', 'samina sameena', 'shabana shabina', 'shahid shaheed', 'shakil shakeel', 'sunita sunny', 'surinder surj', 'syed sayed sayyid said', 'tahir taher', 'tariq tarek tarik', 'usman osman uthman', 'yasmin yasmeen jasmin jasmine', 'yusuf yousef youssef yousuf joseph', 'zainab zaynab zeinab zeynep', 'zubair zubayr',
  // Polish and other European forms that are not above
  'agnieszka agnes aga', 'aleksandra ola', 'bartosz bartlomiej bartek', 'beata bea', 'bogdan bohdan', 'dorota dorothy', 'ewa eva eve', 'jadwiga hedwig', 'jaroslaw jarek', 'joanna asia', 'katarzyna kasia', 'lukasz luke', 'magdalena magda', 'malgorzata gosia margaret', 'monika monica', 'pawel paul', 'piotr peter', 'przemyslaw przemek', 'radoslaw radek', 'slawomir slawek', 'tadeusz tad', 'tomasz tomek', 'wojciech wojtek', 'zbigniew zbyszek', 'andrea andreea', 'ioana joanna', 'mihai michael', 'oleksandr sasha', 'volodymyr vladimir volodya', 'yevhen eugene', 'iryna irina irene',
];

const formsOf = new Map<string, Set<string>>();
for (const family of families) {
  const forms = family.split(' ');
  for (const form of forms) formsOf.set(form, new Set([...(formsOf.get(form) ?? []), ...forms]));
}

/** Both are forms of one name. Expects folded first names. */
export function isNicknameOf(one: string, other: string): boolean {
  return one !== other && (formsOf.get(one)?.has(other) ?? false);
}

/** Every form of a folded first name, itself first. */
export function formsOfName(name: string): readonly string[] {
  return [...new Set([name, ...(formsOf.get(name) ?? [])])];
}
