// SPDX-License-Identifier: Apache-2.0
import type { LonLat } from '../api/mission.ts'
import type { Names } from '../text/named.ts'

type PlaceKind = 'country' | 'sea' | 'settlement'

export interface NamedPlace {
  readonly kind: PlaceKind
  /** Where its name stands, not what it covers. */
  readonly at: LonLat
  /** The one name that the map shows, in the script and spelling of each language. */
  readonly names: Names
  /** Names that people also look for it by; the map never shows them. */
  readonly otherNames: readonly string[]
  /** From this whole zoom on the map has its name; larger places come first. */
  readonly fromZoom: number
}

/** Longitude, latitude, then ar, en, fr, uk, ru, then other names. */
type Row = readonly [number, number, string, string, string, string, string, ...string[]]

const COUNTRIES: readonly Row[] = [
  [30.6, 49.4, 'أوكرانيا', 'Ukraine', 'Ukraine', 'Україна', 'Украина'],
  [40.6, 52.6, 'روسيا', 'Russia', 'Russie', 'Росія', 'Россия', 'Russian Federation'],
  [27.9, 53.5, 'بيلاروس', 'Belarus', 'Bélarus', 'Білорусь', 'Беларусь', 'Biélorussie', 'Белоруссия'],
  [22.7, 51.9, 'بولندا', 'Poland', 'Pologne', 'Польща', 'Польша'],
  [25, 45.9, 'رومانيا', 'Romania', 'Roumanie', 'Румунія', 'Румыния'],
  [28.6, 47.2, 'مولدوفا', 'Moldova', 'Moldova', 'Молдова', 'Молдова', 'Moldavie', 'Молдавия'],
  [25.3, 42.7, 'بلغاريا', 'Bulgaria', 'Bulgarie', 'Болгарія', 'Болгария'],
  [33, 41, 'تركيا', 'Türkiye', 'Türkiye', 'Туреччина', 'Турция', 'Turkey', 'Turquie'],
  [43.6, 42.1, 'جورجيا', 'Georgia', 'Géorgie', 'Грузія', 'Грузия'],
  [24, 55.4, 'ليتوانيا', 'Lithuania', 'Lituanie', 'Литва', 'Литва'],
]

const SEAS: readonly Row[] = [
  [34.2, 43.3, 'البحر الأسود', 'Black Sea', 'Mer Noire', 'Чорне море', 'Чёрное море'],
  [36.8, 46.1, 'بحر آزوف', 'Sea of Azov', "Mer d'Azov", 'Азовське море', 'Азовское море', 'Azov Sea'],
]

const LARGE: readonly Row[] = [
  [30.52, 50.45, 'كييف', 'Kyiv', 'Kyïv', 'Київ', 'Киев', 'Kiev'],
  [36.25, 49.98, 'خاركيف', 'Kharkiv', 'Kharkiv', 'Харків', 'Харьков', 'Kharkov', 'خاركوف'],
  [30.74, 46.49, 'أوديسا', 'Odesa', 'Odessa', 'Одеса', 'Одесса'],
  [
    35.04,
    48.47,
    'دنيبرو',
    'Dnipro',
    'Dnipro',
    'Дніпро',
    'Днепр',
    'Dnipropetrovsk',
    'Днепропетровск',
    'Dnepropetrovsk',
    'Дніпропетровськ',
  ],
  [37.8, 48.02, 'دونيتسك', 'Donetsk', 'Donetsk', 'Донецьк', 'Донецк'],
  [24.02, 49.84, 'لفيف', 'Lviv', 'Lviv', 'Львів', 'Львов', 'Lvov'],
  [35.12, 47.85, 'زابوريجيا', 'Zaporizhzhia', 'Zaporijjia', 'Запоріжжя', 'Запорожье', 'Zaporozhye'],
  [39.31, 48.57, 'لوهانسك', 'Luhansk', 'Louhansk', 'Луганськ', 'Луганск', 'Lugansk', 'لوغانسك'],
  [37.54, 47.1, 'ماريوبول', 'Mariupol', 'Marioupol', 'Маріуполь', 'Мариуполь'],
  [34.11, 44.96, 'سيمفيروبول', 'Simferopol', 'Simferopol', 'Сімферополь', 'Симферополь', 'Aqmescit'],
]

const MIDDLING: readonly Row[] = [
  [33.39, 47.91, 'كريفي ريه', 'Kryvyi Rih', 'Kryvyï Rih', 'Кривий Ріг', 'Кривой Рог', 'Krivoy Rog'],
  [33.52, 44.61, 'سيفاستوبول', 'Sevastopol', 'Sébastopol', 'Севастополь', 'Севастополь'],
  [31.99, 46.98, 'ميكولايف', 'Mykolaiv', 'Mykolaïv', 'Миколаїв', 'Николаев', 'Nikolaev'],
  [28.47, 49.23, 'فينيتسيا', 'Vinnytsia', 'Vinnytsia', 'Вінниця', 'Винница', 'Vinnitsa'],
  [31.29, 51.51, 'تشيرنيهيف', 'Chernihiv', 'Tchernihiv', 'Чернігів', 'Чернигов', 'Chernigov'],
  [34.55, 49.59, 'بولتافا', 'Poltava', 'Poltava', 'Полтава', 'Полтава'],
  [32.06, 49.44, 'تشيركاسي', 'Cherkasy', 'Tcherkassy', 'Черкаси', 'Черкассы', 'Cherkassy'],
  [28.68, 50.26, 'جيتومير', 'Zhytomyr', 'Jytomyr', 'Житомир', 'Житомир', 'Zhitomir'],
  [34.8, 50.92, 'سومي', 'Sumy', 'Soumy', 'Суми', 'Сумы'],
  [32.61, 46.64, 'خيرسون', 'Kherson', 'Kherson', 'Херсон', 'Херсон'],
  [
    32.27,
    48.51,
    'كروبيفنيتسكي',
    'Kropyvnytskyi',
    'Kropyvnytskyï',
    'Кропивницький',
    'Кропивницкий',
    'Kirovohrad',
    'Кировоград',
    'Kirovograd',
    'Кіровоград',
  ],
  [33.4, 49.06, 'كريمنتشوك', 'Kremenchuk', 'Krementchouk', 'Кременчук', 'Кременчуг', 'Kremenchug'],
  [35.38, 46.85, 'ميليتوبول', 'Melitopol', 'Melitopol', 'Мелітополь', 'Мелитополь'],
  [36.79, 46.76, 'بيرديانسك', 'Berdiansk', 'Berdiansk', 'Бердянськ', 'Бердянск', 'Berdyansk'],
  [36.48, 45.36, 'كيرتش', 'Kerch', 'Kertch', 'Керч', 'Керчь'],
  [37.57, 48.73, 'كراماتورسك', 'Kramatorsk', 'Kramatorsk', 'Краматорськ', 'Краматорск'],
  [38.02, 48.3, 'هورليفكا', 'Horlivka', 'Horlivka', 'Горлівка', 'Горловка', 'Gorlovka'],
  [
    38.49,
    48.95,
    'سيفيرودونيتسك',
    'Sievierodonetsk',
    'Sieverodonetsk',
    'Сєвєродонецьк',
    'Северодонецк',
    'Сіверськодонецьк',
    'Siverskodonetsk',
    'Severodonetsk',
  ],
  [30.22, 48.75, 'أومان', 'Uman', 'Ouman', 'Умань', 'Умань'],
]

const SMALL: readonly Row[] = [
  [
    38,
    48.59,
    'باخموت',
    'Bakhmut',
    'Bakhmout',
    'Бахмут',
    'Бахмут',
    'Artemivsk',
    'Артёмовск',
    'Артемівськ',
    'Artyomovsk',
    'Artemovsk',
  ],
  [37.75, 48.14, 'أفدييفكا', 'Avdiivka', 'Avdiïvka', 'Авдіївка', 'Авдеевка', 'Avdeevka', 'Avdeyevka'],
  [
    37.85,
    48.39,
    'توريتسك',
    'Toretsk',
    'Toretsk',
    'Торецьк',
    'Торецк',
    'Dzerzhynsk',
    'Дзержинск',
    'Дзержинськ',
    'Dzerzhinsk',
  ],
  [37.83, 48.59, 'تشاسيف يار', 'Chasiv Yar', 'Tchassiv Yar', 'Часів Яр', 'Часов Яр', 'Chasov Yar'],
  [
    37.71,
    48.53,
    'كوستيانتينيفكا',
    'Kostiantynivka',
    'Kostiantynivka',
    'Костянтинівка',
    'Константиновка',
    'Konstantinovka',
  ],
  [
    37.18,
    48.28,
    'بوكروفسك',
    'Pokrovsk',
    'Pokrovsk',
    'Покровськ',
    'Покровск',
    'Krasnoarmiisk',
    'Krasnoarmeysk',
    'Красноармійськ',
    'Красноармейск',
  ],
  [37.6, 48.85, 'سلوفيانسك', 'Sloviansk', 'Sloviansk', "Слов'янськ", 'Славянск', 'Slavyansk'],
  [38.44, 48.9, 'ليسيتشانسك', 'Lysychansk', 'Lyssytchansk', 'Лисичанськ', 'Лисичанск', 'Lisichansk'],
  [38.38, 49.01, 'روبيجني', 'Rubizhne', 'Roubijné', 'Рубіжне', 'Рубежное'],
  [38.22, 49.05, 'كريمينا', 'Kreminna', 'Kreminna', 'Кремінна', 'Кременная'],
  [38.15, 49.41, 'سفاتوفي', 'Svatove', 'Svatové', 'Сватове', 'Сватово'],
  [38.92, 49.28, 'ستاروبيلسك', 'Starobilsk', 'Starobilsk', 'Старобільськ', 'Старобельск'],
  [
    37.81,
    48.99,
    'ليمان',
    'Lyman',
    'Lyman',
    'Лиман',
    'Лиман',
    'Krasnyi Lyman',
    'Красний Лиман',
    'Красный Лиман',
  ],
  [38.1, 48.86, 'سيفيرسك', 'Siversk', 'Siversk', 'Сіверськ', 'Северск'],
  [37.28, 49.21, 'إيزيوم', 'Izium', 'Izioum', 'Ізюм', 'Изюм', 'Izyum'],
  [37.61, 49.71, 'كوبيانسك', 'Kupiansk', 'Koupiansk', "Куп'янськ", 'Купянск'],
  [36.94, 50.29, 'فوفتشانسك', 'Vovchansk', 'Vovtchansk', 'Вовчанськ', 'Волчанск', 'Volchansk'],
  [36.69, 49.84, 'تشوهويف', 'Chuhuiv', 'Tchouhouïv', 'Чугуїв', 'Чугуев', 'Chuguev'],
  [36.31, 48.89, 'لوزوفا', 'Lozova', 'Lozova', 'Лозова', 'Лозовая'],
  [35.87, 48.53, 'بافلوهراد', 'Pavlohrad', 'Pavlohrad', 'Павлоград', 'Павлоград'],
  [34.39, 47.57, 'نيكوبول', 'Nikopol', 'Nikopol', 'Нікополь', 'Никополь'],
  [34.66, 47.49, 'إنرهودار', 'Enerhodar', 'Enerhodar', 'Енергодар', 'Энергодар', 'Energodar'],
  [35.78, 47.58, 'أوريخيف', 'Orikhiv', 'Orikhiv', 'Оріхів', 'Орехов'],
  [35.71, 47.26, 'توكماك', 'Tokmak', 'Tokmak', 'Токмак', 'Токмак'],
  [36.25, 47.48, 'بولوهي', 'Polohy', 'Polohy', 'Пологи', 'Пологи'],
  [37.25, 47.78, 'فوهليدار', 'Vuhledar', 'Vouhledar', 'Вугледар', 'Угледар', 'Ugledar'],
  [37.49, 47.6, 'فولنوفاخا', 'Volnovakha', 'Volnovakha', 'Волноваха', 'Волноваха'],
  [37.82, 47.1, 'شيروكيني', 'Shyrokyne', 'Chyrokyné', 'Широкине', 'Широкино'],
  [38.38, 48.63, 'بوباسنا', 'Popasna', 'Popasna', 'Попасна', 'Попасная'],
  [38.52, 48.7, 'زولوتي', 'Zolote', 'Zoloté', 'Золоте', 'Золотое'],
  [38.4, 48.34, 'ديبالتسيفي', 'Debaltseve', 'Debaltsevé', 'Дебальцеве', 'Дебальцево'],
  [37.86, 48.13, 'ياسينوفاتا', 'Yasynuvata', 'Yassynouvata', 'Ясинувата', 'Ясиноватая'],
  [
    39.48,
    48.66,
    'ستانيتسيا لوهانسكا',
    'Stanytsia Luhanska',
    'Stanytsia Louhanska',
    'Станиця Луганська',
    'Станица Луганская',
  ],
  [39.23, 48.74, 'شتشاستيا', 'Shchastia', 'Chtchastia', 'Щастя', 'Счастье'],
  [38.82, 48.47, 'ألتشيفسك', 'Alchevsk', 'Altchevsk', 'Алчевськ', 'Алчевск', 'Kommunarsk'],
  [38.09, 47.11, 'نوفوازوفسك', 'Novoazovsk', 'Novoazovsk', 'Новоазовськ', 'Новоазовск'],
  [33.36, 46.76, 'نوفا كاخوفكا', 'Nova Kakhovka', 'Nova Kakhovka', 'Нова Каховка', 'Новая Каховка'],
  [
    32.72,
    46.63,
    'أوليشكي',
    'Oleshky',
    'Olechky',
    'Олешки',
    'Олешки',
    'Tsiurupynsk',
    'Цюрупинськ',
    'Цюрупинск',
    'Алёшки',
  ],
  [31.55, 46.61, 'أوتشاكيف', 'Ochakiv', 'Otchakiv', 'Очаків', 'Очаков'],
  [32.91, 46.11, 'سكادوفسك', 'Skadovsk', 'Skadovsk', 'Скадовськ', 'Скадовск'],
  [34.81, 46.17, 'هينيتشيسك', 'Henichesk', 'Henitchesk', 'Генічеськ', 'Геническ', 'Genichesk'],
  [34.39, 45.71, 'جانكوي', 'Dzhankoi', 'Djankoï', 'Джанкой', 'Джанкой', 'Canköy'],
  [33.12, 48.67, 'أوليكساندريا', 'Oleksandriia', 'Oleksandriïa', 'Олександрія', 'Александрия'],
  [33.25, 49.06, 'سفيتلوفودسك', 'Svitlovodsk', 'Svitlovodsk', 'Світловодськ', 'Светловодск'],
  [33.5, 48.35, 'جوفتي فودي', 'Zhovti Vody', 'Jovti Vody', 'Жовті Води', 'Жёлтые Воды'],
  [33, 50.01, 'لوبني', 'Lubny', 'Loubny', 'Лубни', 'Лубны'],
  [33.61, 49.96, 'ميرهورود', 'Myrhorod', 'Myrhorod', 'Миргород', 'Миргород'],
  [31.88, 49.23, 'سميلا', 'Smila', 'Smila', 'Сміла', 'Смела'],
  [30.13, 49.8, 'بيلا تسيركفا', 'Bila Tserkva', 'Bila Tserkva', 'Біла Церква', 'Белая Церковь'],
  [33.2, 51.24, 'كونوتوب', 'Konotop', 'Konotop', 'Конотоп', 'Конотоп'],
  [33.47, 51.86, 'شوستكا', 'Shostka', 'Chostka', 'Шостка', 'Шостка'],
]

const ofKind =
  (kind: PlaceKind, fromZoom: number) =>
  ([longitude, latitude, ar, en, fr, uk, ru, ...otherNames]: Row): NamedPlace => ({
    kind,
    at: [longitude, latitude],
    names: { ar, en, fr, uk, ru },
    otherNames,
    fromZoom,
  })

/** Names that the base map carries; languages change their script and spelling, never the choice. Settlements to 0.01 degree. */
export const NAMED_PLACES: readonly NamedPlace[] = [
  ...COUNTRIES.map(ofKind('country', 0)),
  ...SEAS.map(ofKind('sea', 0)),
  ...LARGE.map(ofKind('settlement', 5)),
  ...MIDDLING.map(ofKind('settlement', 6)),
  ...SMALL.map(ofKind('settlement', 8)),
]
