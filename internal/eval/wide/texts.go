package wide

// article is a text in a language, and what its site writes around it.
type article struct {
	lang, title, site string
	menu              []string
	paragraphs        []string
}

var articles = map[string]article{
	"en": {"en", "Miners were told to sign blank statements", "The Northern Dispatch", []string{"World", "Courts", "Opinion"}, []string{
		"Forty-one miners from the Karat pit were made to sign blank statements after the strike of 14 March, their lawyer told a committee in Geneva on Tuesday.",
		"“Nobody was allowed to read what would be written above his name,” said Dana Ospan, who represents 17 of them. The prosecutor's office said that it had received no complaint.",
		"The company paid 3.2 million dollars to the district for a new road in the same month. Its director, Ivan Kerr, said that the two things were not connected.",
		"The committee asked the government for the minutes of the inquiry, which were not published. It expects an answer within 90 days.",
		"According to the alleged organiser of the strike, who was released on bail, the statements were burnt in a boiler house on 2 April.",
	}},
	"ru": {"ru", "Шахтеров заставили подписать пустые бланки", "Северный вестник", []string{"В мире", "Суды", "Мнения"}, []string{
		"Сорок один шахтер с разреза «Карат» был вынужден подписать пустые бланки после забастовки 14 марта, рассказала их адвокат на заседании комитета во вторник.",
		"«Никому не дали прочесть, что будет написано над его подписью», — сказала Дана Оспан, представляющая 17 из них. В прокуратуре заявили, что жалоб не поступало.",
		"В том же месяце компания выделила району 3,2 миллиона долларов на новую дорогу. Ее директор Иван Керр утверждает, что эти события не связаны.",
		"Комитет запросил у правительства протоколы расследования, которые не были опубликованы. Ответ ожидается в течение 90 дней.",
		"По словам организатора забастовки, отпущенного под залог, бланки сожгли в котельной 2 апреля.",
	}},
	"kk": {"kk", "Кеншілерді бос қағазға қол қоюға мәжбүрледі", "Солтүстік хабаршысы", []string{"Әлем", "Сот", "Пікір"}, []string{
		"«Қарат» кенішінің қырық бір кеншісі 14 наурыздағы ереуілден кейін бос қағазға қол қоюға мәжбүр болды, деді олардың адвокаты сейсенбіде өткен комитет отырысында.",
		"«Қолының үстіне не жазылатынын ешкімге оқытқан жоқ», — деді 17 кеншіні қорғайтын Дана Оспан. Прокуратура шағым түспегенін мәлімдеді.",
		"Сол айда компания ауданға жаңа жол салу үшін 3,2 миллион доллар бөлді. Директоры Иван Керр бұл екі оқиғаның байланысы жоқ екенін айтты.",
		"Комитет үкіметтен жарияланбаған тергеу хаттамаларын сұратты. Жауап 90 күн ішінде күтіледі.",
		"Кепілге босатылған ереуіл ұйымдастырушысының айтуынша, қағаздар 2 сәуірде қазандықта өртелген.",
	}},
	"fr": {"fr", "Des mineurs contraints de signer des feuilles blanches", "La Dépêche du Nord", []string{"Monde", "Justice", "Opinions"}, []string{
		"Quarante et un mineurs de la fosse de Karat ont été contraints de signer des feuilles blanches après la grève du 14 mars, a déclaré leur avocate mardi devant un comité.",
		"« Personne n’a pu lire ce qui serait écrit au-dessus de son nom », a dit Dana Ospan, qui défend 17 d’entre eux. Selon le parquet, aucune plainte n’a été déposée.",
		"L’entreprise a versé le même mois 3,2 millions de dollars au district pour une nouvelle route. Son directeur, Ivan Kerr, affirme que les deux choses ne sont pas liées.",
		"Le comité a demandé au gouvernement les procès-verbaux de l’enquête, qui n’ont pas été publiés. Il attend une réponse dans les 90 jours.",
		"D’après l’organisateur de la grève, libéré sous caution, les feuilles ont été brûlées dans une chaufferie le 2 avril.",
	}},
	"es": {"es", "Obligaron a los mineros a firmar hojas en blanco", "El Despacho del Norte", []string{"Mundo", "Tribunales", "Opinión"}, []string{
		"Cuarenta y un mineros del pozo Karat fueron obligados a firmar hojas en blanco tras la huelga del 14 de marzo, declaró su abogada el martes ante un comité.",
		"«A nadie se le permitió leer lo que se escribiría encima de su nombre», dijo Dana Ospan, que defiende a 17 de ellos. La fiscalía afirmó que no había recibido ninguna denuncia.",
		"La empresa pagó ese mismo mes 3,2 millones de dólares al distrito para una carretera nueva. Su director, Iván Kerr, sostiene que ambas cosas no están relacionadas.",
		"El comité pidió al gobierno las actas de la investigación, que no fueron publicadas. Espera una respuesta en un plazo de 90 días.",
		"Según el organizador de la huelga, liberado bajo fianza, las hojas fueron quemadas en una sala de calderas el 2 de abril.",
	}},
	"tr": {"tr", "Madencilere boş kâğıt imzalatıldı", "Kuzey Postası", []string{"Dünya", "Yargı", "Görüş"}, []string{
		"Karat ocağındaki kırk bir madenciye 14 Mart grevinden sonra boş kâğıt imzalatıldığını avukatları salı günü komite önünde söyledi.",
		"“Hiç kimsenin adının üstüne ne yazılacağını okumasına izin verilmedi,” dedi madencilerden 17’sini savunan Dana Ospan. Savcılık kendilerine şikâyet ulaşmadığını açıkladı.",
		"Şirket aynı ay yeni bir yol için ilçeye 3,2 milyon dolar ödedi. Müdür İvan Kerr iki olayın birbiriyle ilgisi olmadığını savundu.",
		"Komite, yayımlanmayan soruşturma tutanaklarını hükümetten istedi. Yanıtın 90 gün içinde gelmesi bekleniyor.",
		"Kefaletle serbest bırakılan grev örgütleyicisine göre kâğıtlar 2 Nisan’da bir kazan dairesinde yakıldı.",
	}},
	"uk": {"uk", "Шахтарів змусили підписати порожні аркуші", "Північний вісник", []string{"Світ", "Суди", "Думки"}, []string{
		"Сорок одного шахтаря з копальні «Карат» змусили підписати порожні аркуші після страйку 14 березня, розповіла їхня адвокатка у вівторок на засіданні комітету.",
		"«Нікому не дали прочитати, що буде написано над його підписом», — сказала Дана Оспан, яка захищає 17 із них. У прокуратурі заявили, що скарг не надходило.",
		"Того ж місяця компанія виділила району 3,2 мільйона доларів на нову дорогу. Її директор Іван Керр стверджує, що ці події пов’язані між собою лише часом.",
		"Комітет запросив в уряду протоколи розслідування, яких досі не оприлюднили. Відповідь очікують протягом 90 днів.",
		"За словами організатора страйку, відпущеного під заставу, аркуші спалили в котельні 2 квітня.",
	}},
	"ar": {"ar", "إجبار عمال المناجم على توقيع أوراق بيضاء", "بريد الشمال", []string{"العالم", "القضاء", "آراء"}, []string{
		"أُجبر واحد وأربعون عاملا في منجم كارات على توقيع أوراق بيضاء بعد إضراب 14 مارس، كما قالت محاميتهم أمام لجنة في جنيف يوم الثلاثاء.",
		"وقالت دانا أوسبان، التي تدافع عن 17 منهم: «لم يُسمح لأحد بأن يقرأ ما سيُكتب فوق اسمه». وأعلنت النيابة أنها لم تتلق أي شكوى.",
		"ودفعت الشركة في الشهر نفسه 3.2 مليون دولار للمقاطعة من أجل طريق جديد. وأكد مديرها إيفان كير أن الأمرين غير مرتبطين.",
		"وطلبت اللجنة من الحكومة محاضر التحقيق التي لم تنشر حتى الآن. وتنتظر الرد خلال 90 يوما.",
		"وبحسب منظم الإضراب الذي أفرج عنه بكفالة، أحرقت الأوراق في غرفة المراجل يوم 2 أبريل.",
	}},
	"zh": {"zh", "矿工被迫在空白纸上签名", "北方快报", []string{"国际", "法庭", "评论"}, []string{
		"卡拉特矿的41名矿工在3月14日罢工之后被迫在空白纸上签名，他们的律师星期二在日内瓦的一个委员会上这样说。",
		"“没有人被允许阅读自己名字上面将要写的内容，”代表其中17人的达娜·奥斯潘说。检察院表示没有收到任何投诉。",
		"公司在同一个月向该区支付了320万美元用于修建新的道路。经理伊万·克尔说这两件事没有关系。",
		"委员会要求政府提供尚未公布的调查记录，并期待在90天内得到答复。",
		"据获得保释的罢工组织者说，这些纸张于4月2日在锅炉房里被烧毁。",
	}},
}
