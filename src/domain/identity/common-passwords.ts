/**
 * Words and patterns of which the commonest passwords are made, German and English, in lower case: taken from what the
 * yearly lists of leaked passwords have in common (numbers, keyboard rows, names, clubs, months, animals, "ich liebe dich").
 * Short ones count too: with digits, signs or a second word they make most of the longer passwords that people choose.
 */
const WORDS = `
1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 0987654321 987654321 87654321 654321 54321 123123
123321 112233 111111 222222 333333 444444 555555 666666 777777 888888 999999 000000 121212 101010 131313 159753 147258
147258369 789456123 123654 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6z 1q2w3e4r5t6y 1qaz2wsx 1qay2wsx q1w2e3r4 a1b2c3d4 abc123 abcd1234 abcde abcdef
abcdefg abcdefgh abcdefghi abcdefghijkl abcdefghijklmnopqrstuvwxyz zyxwvu aabbcc
qwert qwertz qwertzu qwertzui qwertzuio qwertzuiop qwertzuiopü qwerty qwertyu qwertyui qwertyuiop asdf asdfg asdfgh
asdfghj asdfghjk asdfghjkl asdfghjklö asdfjklö yxcv yxcvb yxcvbn yxcvbnm zxcv zxcvb zxcvbn zxcvbnm qaywsx qazwsx
qaywsxedc qazwsxedc wasd poiuz poiuzt poiuztrewq poiuytrewq lkjhgfdsa mnbvcxy mnbvcxz
password passwort passwords passwörter passphrase pass pass1234 passwd passme kennwort geheim geheimnis geheimwort
losungswort zugang zugangsdaten login logon anmelden anmeldung einloggen signin welcome willkommen hallo hello halloo
halloo hallihallo moin servus tschüss tschuess tach gutentag gutenmorgen gutenabend access admin administrator root
superuser user benutzer nutzer gast guest test tester testen teste testtest test1234 demo default standard changeme
change aendern ändern aendermich ändermich letmein lassmichrein oeffne öffnen sesam sesamöffnedich master chef boss
system server computer rechner laptop internet online wlan netzwerk router drucker handy telefon iphone samsung nokia
huawei xiaomi android windows microsoft office excel outlook google gmail youtube facebook instagram whatsapp twitter
snapchat tiktok netflix amazon ebay paypal spotify linkedin apple mercedes bmw audi porsche volkswagen opel ford
ferrari lamborghini golf polo passat corvette mustang harley yamaha suzuki honda kawasaki ducati vespa
keinpasswort meinpasswort neuespasswort altespasswort passwortvergessen vergessen mypassword newpassword nopassword
egal keineahnung ahnung nichts nothing niemand irgendwas irgendwer wasauchimmer whatever blabla blablabla bla blah asdasd
iloveyou ilove loveyou lovely love lover loveme mylove forever iloveu ichliebedich ichliebe liebedich liebe lieben
liebling geliebte geliebter schatz schatzi schatzie schätzchen schatzilein schnucki schnuffel schnuffi schnecke
schneckchen maus mausi mausebär mausebaer mausezahn hase hasi hasimausi hasenpups bärchen baerchen spatz spatzi engel
engelchen teufel teufelchen prinzessin princess prinz prince könig koenig königin koenigin queen king süße suesse
süßer sweet sweety sweetie sweetheart honey baby babe babyboy babygirl darling sunshine sonnenschein sonne mond sterne
stern stars moon himmel hölle hoelle heaven regenbogen rainbow wolke wolken sommer winter herbst frühling fruehling
summer spring autumn fall januar februar märz maerz april juni juli august september oktober november dezember january
february march june july october december montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday
wednesday thursday friday saturday sunday wochenende weekend urlaub ferien holiday weihnachten christmas ostern
silvester geburtstag birthday party feiern feierabend freiheit freedom frieden peace hoffnung glück glueck glücklich
gluecklich happy lucky luck leben life lebenistschön traum träume dream dreams dreamer zukunft future hope faith jesus
christus gott maria josef amen bibel blessed angel angels dämon daemon devil lucifer satan hexe witch zauberer magic
magie merlin gandalf frodo hobbit mordor matrix neo trinity batman superman spiderman ironman hulk avengers joker
starwars skywalker yoda vader darthvader jedi startrek spock enterprise picard harrypotter potter hogwarts hermine
dumbledore voldemort pokemon pikachu naruto sasuke goku dragonball zelda mario luigi sonic tetris minecraft fortnite
roblox warcraft starcraft counterstrike callofduty gta fifa gamer gaming game games spiel spiele spieler player player1
killer sniper ninja samurai warrior krieger kämpfer kaempfer soldier hunter jäger jaeger dragon drache drachen phoenix
shadow schatten nacht night dark darkness black schwarz white weiss weiß green grün gruen blue blau yellow gelb orange
purple lila pink rosa silver silber gold golden diamond diamant kristall crystal
fussball fußball football soccer baseball basketball handball volleyball hockey eishockey tennis tischtennis reiten
turnen schwimmen angeln fischen tanzen musik music gitarre guitar klavier piano metal metallica rammstein nirvana
slipknot acdc queen beatles abba dietoten dietotenhosen toten hosen ärzte aerzte dieärzte böhseonkelz boehseonkelz
onkelz helene techno hiphop rock rocknroll punk punkrock jazz
bayern fcbayern bayernmünchen bayernmuenchen fcb dortmund borussia bvb bvb09 bvb1909 schalke schalke04 s04 werder
werderbremen bremen hamburg hsv stpauli pauli köln koeln fcköln fckoeln fckoln gladbach mönchengladbach eintracht
frankfurt hertha berlin herthabsc leverkusen stuttgart vfb vfbstuttgart wolfsburg hannover hannover96 nürnberg
nuernberg fcn kaiserslautern lautern karlsruhe ksc dynamo dresden rostock hansa hansarostock union leipzig augsburg
freiburg mainz bochum duisburg düsseldorf duesseldorf fortuna essen münchen muenchen barcelona realmadrid madrid
liverpool arsenal chelsea juventus milan manchester ronaldo messi beckham ballack schweini podolski klose müller
mueller schumacher schumi vettel boris steffi deutschland germany österreich oesterreich schweiz bayern sachsen hessen
europa europe italia italien spanien france frankreich england london paris newyork amerika america usa turkiye türkei
tuerkei istanbul galatasaray fenerbahce besiktas trabzonspor polska polen russland moskau ukraine
michael thomas andreas stefan stephan christian daniel martin peter markus alexander sebastian matthias tobias florian
patrick philipp dennis marcel kevin dominik benjamin bernd frank jürgen juergen wolfgang klaus uwe ralf rainer dieter
manfred günter guenter horst helmut werner heinz gerhard karl hans hansi johannes jonas lukas lucas felix leon paul
max maximilian moritz finn elias noah ben luca jan jannik julian niklas nico nicolas simon david robert richard oliver
oskar otto fritz emil anton jakob robin pascal rene marco mario marvin timo torsten thorsten sven carsten holger jens
anna anne annika andrea angelika angela anja antje barbara bianca birgit britta carina caro carolin charlotte chiara
christina christine claudia cornelia daniela diana doris elena elisabeth ella emilia emily emma erika eva franziska
gabi gabriele hannah hanna heike helga ingrid jana janina jasmin jennifer jessica jessi johanna julia juliane karin
katharina kathrin katja katrin kerstin klara kristina lara laura lea lena leni leonie lina linda lisa louisa luisa
luise manuela mareike marie marina marion martina melanie melissa mia michaela michelle miriam monika nadine nadja
natalie nicole nina olivia patricia petra pia ramona regina renate sabine sabrina sandra sara sarah saskia silke silvia
simone sofia sophia sophie stefanie steffi stella susanne svenja tamara tanja tina ulrike ursula uschi vanessa vera
verena veronika victoria viktoria yvonne ashley amanda andrew anthony brandon charlie george harry jackson james jason
john jordan joseph joshua justin matthew mike nathan nicholas ryan samantha samuel steven taylor tigger tommy tyler
william elizabeth hailey hannah heather michelle rachel rebecca
monkey affe affen hund hunde hündchen katze katzen kätzchen kater mieze muschi pferd pferde pferdchen pony esel kuh
schwein schweinchen ferkel vogel papagei adler eagle falke hawk eule fisch fische delfin delphin dolphin hai shark
wal tiger tigerchen löwe loewe lion panther panda bär baer wolf wölfe wolves fuchs frosch schildkröte schlange snake
spinne spider schmetterling butterfly biene bienchen hamster häschen haeschen kaninchen bunny kitten kitty hellokitty
puppy doggy dino dinosaurier einhorn unicorn elefant giraffe pinguin penguin snoopy garfield mickey mickymaus donald
goofy bambi nemo simba balou rocky rambo rex bello lassie strolch benny sammy jacky paula luna lucy daisy lilly bella
mausi minka felix felicitas blacky tinkerbell winnie winniepooh puuh barbie lego playmobil
blume blumen blümchen bluemchen flower flowers rose rosen tulpe sonnenblume gänseblümchen gaensebluemchen lavendel
baum wald wiese garten garden berg berge meer ozean ocean strand beach wasser water feuer fire erde wind sturm storm
blitz donner thunder schnee snow regen rain eis ice feuerwehr polizei police notarzt krankenhaus schule school lehrer
schüler schueler student studium universität universitaet arbeit arbeiten work worker job büro buero firma company
kollege werkstatt meister mechaniker elektriker tischler bäcker baecker maler metzger bauer landwirt traktor schlosser
geld money reich million millionär millionaer euro dollar bank konto steuer
familie family mama mami mutter mutti mother papa papi vater vati father daddy mommy oma opa omi opi großmutter
bruder brother schwester sister kinder kind tochter sohn freunde freund freundin friend friends bestfriend beste
zuhause home haus heimat wohnung küche kueche
kaffee coffee bier beer pils weizen wein wine schnaps wodka vodka jägermeister jaegermeister whiskey whisky cola
cocacola pepsi fanta wasser tee schokolade chocolate kuchen cookie cookies keks kekse pizza pasta spaghetti nudeln
nudelsalat kartoffel kartoffelsalat pommes currywurst bratwurst wurst schinken käse kaese cheese butter brot banane
banana apfel birne kirsche cherry erdbeere strawberry orange zitrone ananas pfirsich peach melone gurke tomate pepper
pfeffer zucker sugar salz ginger vanille vanilla nutella
scheisse scheiße scheiss scheiß kacke arsch arschloch wichser idiot depp blöd bloed blödmann dumm dummkopf fuck fucker
fuckyou fuckoff fucking shit asshole bitch sexy sex porno pussy hardcore hammer hammerhart geil supergeil super superstar
cool coolio genial perfekt perfect klasse spitze wunderbar fantastisch trustno1 trustme secret secrets private privat
sicher sicherheit security secure sicherespasswort sicheres safe safety schlüssel schluessel key keys schloss lock
unlock open offen zutritt verboten eintritt code pincode codewort zahl zahlen nummer number numbers buchstabe
eins zwei drei vier fünf fuenf sechs sieben acht neun zehn einszweidrei einszweidreivier onetwothree one two three four
five six seven eight nine zero null eins2drei
digital digitalisierung lernen learning elearning kurs course schulung seminar training trainer akademie academy
mittelstand handwerk kammer zentrum center projekt project prozess modell daten data database backup intelligenz
chatgpt openai roboter robot maker scout winner gewinner sieger champion champions number1 rockstar legend legende
hero held helden star trooper phantom ghost geist monster zombie vampir vampire pirat pirate cowboy indianer bandit
gangster mafia
`;

/** The words, to be asked for in lower case and NFC. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  WORDS.normalize('NFC')
    .split(/\s+/)
    .filter((word) => word.length >= 3),
);
