/**
 * What the passwords of the published lists of stolen ones are made of: words, names, places, clubs and keys, by hand
 * and from the public knowledge about those lists. Not the lists themselves: of them only what has twelve characters
 * or more would matter here, and that is these words with others, digits and signs around them.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
  password passwort passwd passw pass contrasena contraseña senha motdepasse parola haslo heslo wachtwoord salasana
  parool sifre lozinka jelszo losen losenord kennwort geheim secret mysecret topsecret letmein welcome willkommen
  bienvenue bienvenido benvenuto welkom welcometo changeme changeit changethis changemenow default temp temporary test
  testing tester test user users username guest login logon signin admin administrator adminadmin root toor sysadmin
  system sysop superuser super supervisor manager master masterkey owner operator support service services server
  servers backup database oracle mysql postgres postgresql redis mongodb sqlserver microsoft windows linux ubuntu debian
  centos redhat apple google gmail yahoo hotmail outlook facebook twitter instagram linkedin youtube whatsapp tiktok
  netflix spotify amazon paypal ebay android samsung nokia iphone ipad macbook internet computer laptop desktop network
  router cisco juniper netgear linksys wifi wireless modem email mail mailer postfix sendmail exim smtp bounce bounces
  bounceboard deliverability dashboard monitor monitoring grafana kibana jenkins gitlab github docker kubernetes
  company office business work secure security safe private public hello helloworld world hallo bonjour hola ciao
  goodbye goodmorning thankyou thanks please forever always never ever again nothing something anything everything
  whatever whoever abc abcd abcde abcdef abcdefg abcabc xyz aaa bbb qwe qwer qwert qwerty qwertz azerty qaz qazwsx wsx
  qwertyuiop qwertyui asd asdf asdfg asdfgh asdfghjkl zxc zxcv zxcvb zxcvbn zxcvbnm qwaszx poiuyt poiuytrewq lkjhgf
  mnbvcxz trewq ytrewq
  love loves lover lovers loveme loveyou iloveyou iloveu iloveme ilove luv lovely mylove teamo tequiero jetaime amour
  amor amore mahal sexy sex fuck fuckyou fuckoff fucker fuckme shit bullshit bitch asshole bastard pussy dick penis
  vagina boobs porn playboy hardcore bigdick cock suck sucks kiss kisses kissme hug hugs baby babe babygirl babyboy
  girl girls boy boys girlfriend boyfriend husband wife mother father mama papa mommy daddy mom dad mum sister brother
  family friend friends bestfriend friendship cousin grandma grandpa angel angels angela devil demon heaven hell god
  jesus jesuschrist christ christian godisgood godbless bless blessed blessing faith hope peace pray prayer church bible
  spirit soul heart hearts sweetheart sweet sweetie sweety honey sugar candy cookie cookies chocolate cupcake muffin
  cherry strawberry banana apples orange oranges lemon peach mango pineapple coconut kiwi melon pumpkin pepper peppers
  ginger cheese pizza pasta burger bacon chicken coffee tea beer vodka whiskey whisky tequila wine water fire earth
  wind storm thunder lightning rain rainbow sunshine sunrise sunset sunny sun moon moonlight star stars starlight sky
  cloud clouds snow snowball snowflake snowman winter spring summer autumn fall season january february march april may
  june july august september october november december januar februar marz maerz juni juli oktober dezember janvier
  fevrier mars avril mai juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio
  julio agosto septiembre octubre noviembre diciembre sommer herbst fruhling verano invierno primavera otono ete hiver
  monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
  lundi mardi mercredi jeudi vendredi samedi dimanche today tomorrow yesterday weekend holiday holidays vacation
  birthday happybirthday christmas xmas merrychristmas easter halloween newyear happynewyear valentine
  one two three four five six seven eight nine ten eleven twelve hundred thousand million zero first second third
  number numbers onetwothree onetwothreefour
  red blue green yellow black white purple pink brown gray grey gold golden silver bronze crimson scarlet indigo violet
  turquoise rot blau grun gelb schwarz weiss rouge bleu vert jaune noir blanc rojo azul verde amarillo negro blanco
  dog dogs doggy puppy puppies cat cats kitty kitten kittens hellokitty pussycat bird birds eagle eagles hawk falcon
  phoenix raven crow owl duck ducks chicken rooster turkey goose swan penguin parrot monkey monkeys gorilla chimp ape
  lion lions tiger tigers leopard panther panthers cougar jaguar cheetah puma bear bears teddybear panda polarbear wolf
  wolves wolverine fox foxes rabbit bunny hamster mouse mickey mickeymouse minnie rat squirrel beaver elephant giraffe
  zebra horse horses pony unicorn donkey cow bull bulls pig piggy sheep lamb goat deer moose buffalo camel kangaroo koala
  dolphin dolphins whale shark sharks fish fishing salmon turtle frog toad snake snakes viper cobra python dragon dragons
  dragonfly butterfly bee bees spider spiderman ant scorpion lizard dinosaur trex buddy buster max maxwell bella lucky
  lucy rocky shadow smokey sparky spot tinkerbell princess prince king queen kings queens royal knight castle crown
  superman batman ironman hulk thor captain captainamerica wonderwoman joker avengers marvel pokemon pikachu naruto
  sasuke sakura goku vegeta dragonball onepiece bleach anime manga mario luigi zelda link sonic tetris minecraft roblox
  fortnite warcraft starcraft worldofwarcraft overwatch halo callofduty counterstrike playstation xbox nintendo gamer
  gamers game games gaming player players winner loser hacker hackers hacked cracker cyber matrix neo trinity morpheus
  starwars skywalker darthvader vader yoda jedi chewbacca chewie hansolo startrek enterprise spock picard voyager
  harrypotter potter hogwarts gryffindor slytherin dumbledore gandalf frodo bilbo aragorn legolas lordoftherings hobbit
  simpsons homer bart futurama southpark cartman scooby scoobydoo snoopy garfield bugsbunny tweety tigger winnie pooh
  winniethepooh shrek nemo simba elsa frozen barbie disney
  football soccer baseball basketball hockey tennis golf golfer rugby cricket volleyball softball swimming swimmer
  running runner cycling skating skater skateboard surfing surfer boxing boxer wrestling karate judo ninja samurai
  sports champion champions winner victory barcelona fcbarcelona realmadrid madrid chelsea arsenal liverpool
  manchester manunited manchesterunited mancity tottenham everton newcastle juventus milan acmilan inter intermilan
  roma napoli lazio bayern bayernmunchen dortmund borussia schalke hamburg ajax feyenoord psv benfica porto sporting
  galatasaray fenerbahce besiktas celtic rangers boca bocajuniors riverplate flamengo corinthians palmeiras santos
  cowboys steelers packers patriots raiders redskins giants broncos dolphins vikings yankees redsox dodgers cubs braves
  lakers celtics warriors knicks spurs heat rockets jordan michaeljordan kobe lebron ronaldo cristiano messi neymar
  beckham zidane ronaldinho maradona pele
  ferrari porsche mercedes benz bmw audi volkswagen golfgti toyota honda nissan mazda subaru suzuki yamaha kawasaki
  harley harleydavidson ducati ford mustang chevrolet chevy camaro corvette dodge viper jeep wrangler tesla lamborghini
  maserati bentley jaguar landrover rangerover volvo saab renault peugeot citroen fiat alfaromeo opel skoda seat
  truck trucks driver racing nascar formula turbo diesel engine
  michael michelle jennifer jessica ashley amanda sarah stephanie melissa nicole elizabeth heather tiffany michaela
  christopher christina christine matthew joshua andrew daniel david james john robert joseph william ryan anthony
  brandon jason justin jonathan nicholas nicolas kevin brian thomas timothy steven stephen richard jeffrey benjamin
  alexander alexandra alexandre alexandria alejandro alejandra patrick charles charlie george jack jackson jacob samuel
  samantha victoria vanessa veronica valentina gabriel gabriela gabrielle daniela daniella isabella isabelle isabel
  emily emma olivia sophia sophie charlotte hannah madison abigail chloe grace natalie natalia natasha victor vincent
  tyler austin dylan ethan logan mason noah liam lucas luke mark marcus maria marie marina martin martina mary mario
  antonio angelo carlos carlito juan jose josefina luis luisa miguel pedro pablo fernando fernanda francisco francesco
  francesca giovanni giuseppe alessandro alessandra andrea andreas andre anna annie anne antoine pierre philippe philip
  phillip peter paul paula pauline laura lauren laurent julia julian juliana julie juliette claudia claude caroline
  carolina catherine katherine kathryn katie kate kim kimberly kelly kenneth keith karen kristin kristina linda lisa
  louis louise margaret margarita monica monika morgan nancy oliver oscar pamela rachel rebecca roberto ronald rosa
  ruby sabrina sandra sandy scott sean sebastian sharon shannon simon simone stefan stefanie susan sylvia teresa
  tommy tony tracy travis walter wendy xavier yvonne zachary bob bobby billy jimmy johnny joey mike mikey nick nicky
  danny alex alexis amber crystal diamond diamonds jasmine jade pearl sapphire emerald rose roses lily daisy flower
  flowers tulip orchid violeta angelica angelina beautiful pretty handsome cute hottie hotstuff gorgeous
  ahmed ali mohamed mohammed muhammad mustafa mehmet fatima ibrahim omar hassan hussein abdullah ivan dmitry sergey
  vladimir natasha tatiana olga svetlana yulia ekaterina anastasia jan piotr pawel agnieszka katarzyna krzysztof
  tomasz lukas hans jurgen klaus wolfgang werner helmut ursula heinz sabine susanne petra birgit
  london paris berlin munchen munich frankfurt koln vienna wien zurich amsterdam rotterdam brussels madrid lisbon rome
  venice florence moscow kiev warsaw warszawa prague praha budapest istanbul athens dublin edinburgh glasgow stockholm
  copenhagen oslo helsinki newyork newyorkcity losangeles chicago houston dallas boston atlanta denver detroit miami
  orlando seattle portland phoenix philadelphia sanfrancisco sandiego lasvegas vegas toronto montreal vancouver mexico
  bogota lima santiago buenosaires riodejaneiro saopaulo tokyo kyoto osaka beijing shanghai hongkong singapore bangkok
  jakarta manila mumbai delhi bangalore karachi dubai cairo capetown johannesburg nairobi lagos sydney melbourne
  brisbane perth auckland
  america american usa england english britain british scotland ireland irish wales france french germany german
  deutschland italia italy italian spain spanish espana portugal brasil brazil argentina colombia chile peru venezuela
  canada canadian australia india indian pakistan bangladesh china chinese japan japanese korea korean vietnam
  thailand philippines pinoy pilipinas indonesia malaysia turkey turkiye russia russian ukraine poland polska polish
  romania bulgaria hungary greece greek serbia croatia hrvatska slovakia slovenia sweden swedish norway denmark finland
  holland netherlands nederland belgium switzerland austria israel egypt morocco algeria nigeria kenya africa european
  europe asia california texas florida georgia virginia carolina colorado arizona alaska hawaii washington oregon
  music rock rocknroll rockstar metal metallica slipknot linkinpark nirvana acdc ironmaiden blacksabbath pinkfloyd
  ledzeppelin queen beatles rollingstones greenday blink eminem slimshady tupac biggie snoop snoopdogg drake rihanna
  beyonce madonna michaeljackson elvis elvispresley bobmarley marley onedirection justinbieber bieber taylorswift bts
  blackpink guitar guitars piano drummer drums bass trumpet saxophone violin dancer dancing dance ballet singer singing
  hiphop rap rapper reggae techno trance jazz blues soul punk
  money moneymoney dollar dollars cash rich richman millionaire billionaire poker casino jackpot lottery gambler lucky
  luckyone goldfish bitcoin crypto trader banker bank
  soldier army navy marine marines airforce military sniper ranger rangers commando police fireman firefighter doctor
  nurse teacher student school college university highschool science history physics chemistry math english lawyer
  engineer pilot sailor pirate pirates cowboy hunter hunting shooter killer assassin warrior warriors gladiator spartan
  trojan titan titans viking samurai legend legendary hero heroes magic magical magician wizard witch vampire zombie
  ghost monster monsters alien aliens robot android rocket galaxy universe cosmos planet mars venus saturn jupiter
  mercury neptune pluto apollo zeus athena hercules poseidon hades phoenix genesis exodus revelation omega alpha beta
  gamma delta sigma infinity eternity eternal destiny fortune freedom liberty justice truth honor honour pride power
  powerful strong strength force energy electric atomic nuclear dynamite explosion
  house home garden kitchen window windows door table chair mirror picture camera photo video movie movies film theater
  television telephone phone mobile cell radio stereo speaker keyboard mouse monitor screen printer scanner paper pencil
  book books library story stories newspaper magazine letter letters poster flower tree trees forest mountain mountains
  river rivers lake ocean beach island islands desert valley canyon paradise
  correct horse battery staple correcthorse batterystaple trustno noone trust nobody somebody someone everyone iam me my
  mine you your yours we our the is a i am in it of on to and or for from with at by be do not no yes go get
  open opensesame sesame access granted denied enter entry key keys keyboard unlock lock locked code codes cipher crypt
  encryption token session cookie cookies
  cool coolguy coolgirl cooldude dude awesome amazing fantastic super superstar star great greatest best thebest
  perfect good better bad badboy badgirl evil crazy crazygirl crazyboy mad madness stupid idiot dumb smart genius
  happy happiness smile smiley smiles laugh lol lmao omg haha hahaha funny sad lonely alone angry hate ihateyou hateyou
  loveless broken lost found dream dreams dreamer sleep sleepy tired lazy hungry thirsty fat skinny big small little
  tiny huge giant long short high low hot cold warm fast slow quick easy hard simple new old young life live living
  mylife death dead die dying kill murder blood bloody bones skull darkness dark night nights midnight nightmare light
  lights shine shining bright day days morning evening noon time times clock watch hour minute second
  `
    .trim()
    .split(/\s+/),
);
