"""Which language a text is written in: by its script, its own letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

# The commonest small words of each language; a language that is not here is not told.
_WORDS = {
    "en": "the of and to in is that for with on as are by was this from at be an which has have"
    " its were will their it been or between they would not his her",
    "fr": "le la les de des du et en un une est que pour dans qui sur par au aux avec ce cette"
    " ses son sont plus a été ont entre ainsi leur d l",
    "es": "el la los las de del y en un una que para por con se su al es como más entre sus fue"
    " ha lo este esta también son sobre",
    "pt": "o a os as de do da dos das e em um uma que para por com se no na nos nas ao à é mais"
    " entre pela pelo foi são também sua seu",
    "it": "il lo la gli le di del della dei delle e in un una che per con si al alla nel nella"
    " è sono da dal dalla anche tra come più ha degli",
    "de": "der die das und in den von zu mit für des im ein eine auf ist dem sich als auch"
    " zwischen nach wurde werden einer hat sind bei über an zum zur",
    "nl": "de het een en van in op te voor met is dat zijn aan die door om ook tussen naar"
    " wordt bij worden heeft tot als over uit deze",
    "sv": "och att det i en är som för på av med den till har de om ett inte mellan från vi sig"
    " kan var ska också under",
    "da": "og at det i en er som for på af med den til har de om et ikke mellem fra vi sig kan"
    " var skal også under blev ved",
    "no": "og at det i en er som for på av med den til har de om et ikke mellom fra vi seg kan"
    " var skal også under ble ved",
    "fi": "ja on että ei se oli ovat myös sekä kanssa joka mukaan kun tai sen ovat voi välillä"
    " hän vuoden tämä",
    "is": "og að í á er sem til við um með af fyrir var en ekki það frá milli hefur eru þess sé"
    " einnig",
    "et": "ja on ei et see oli ka mis ning kui või selle vahel oma aasta koos mida",
    "lv": "un ir ar no par uz kas tika arī kā vai starp lai gada pie šo to",
    "lt": "ir yra kad su iš į tai apie kaip buvo taip pat tarp bei už pagal dėl metų",
    "pl": "i w na z do że się jest o od po za dla oraz przez jak był została są między tym pod"
    " a także jego",
    "cs": "a v na je se že s z do o k pro za by ale jako od i které která mezi také byl byla"
    " při ve",
    "sk": "a v na je sa že s z do o k pre za by ale ako od aj ktoré ktorá medzi tiež bol bola"
    " pri vo",
    "sl": "in v na je se da s z za o ki so pri med kot tudi ali po od bil bila ter za",
    "hr": "i u na je se da s za o od koji koja su između te kao ili prema uz bio bila i iz sa",
    "ro": "și în de la a cu pe care din un o pentru este al ale prin între au fost sau mai"
    " dintre cele privind",
    "hu": "a az és hogy is egy nem között meg volt szerint ez amely valamint illetve által van"
    " vagy mint el",
    "sq": "dhe në e të i me për nga një është së që si ka janë ndërmjet kjo u",
    "tr": "ve bir bu ile için da de olarak arasında olan daha gibi en çok tarafından edildi ise"
    " üzere kadar",
    "az": "və bir bu ilə üçün da də olaraq arasında olan daha kimi ən tərəfindən edilib isə üzrə",
    "uz": "va bu bilan uchun ham bir oʻrtasida boʻyicha o'rtasida bo'yicha hamda dan ga ning",
    "id": "dan yang di dengan untuk dari pada ini dalam adalah akan itu oleh antara juga tidak"
    " ke sebagai telah serta kepada bagi",
    "ms": "dan yang di dengan untuk dari pada ini dalam adalah akan itu oleh antara juga tidak"
    " ke sebagai telah serta kepada bagi ialah iaitu bahawa kerajaan",
    "tl": "ang ng sa mga na at ay para ni kay nang ito mula upang si o bilang",
    "vi": "và của các cho với trong là được có những về tại đã này một giữa theo từ việc trí"
    " tuệ sở hữu",
    "sw": "na ya wa kwa ni katika za la kuwa hii pia kati hiyo ili vya cha",
    "af": "die en van in is het met vir dat op te nie wat deur ook tussen sy aan as",
    "ca": "el la els les de del i en un una que per amb es al és com més entre seva ha aquest dels",
    "eu": "eta da du ez ere bat dira izan dute arteko honen",
    "gl": "o a os as de do da dos das e en un unha que para por con se no na ao é máis entre polo",
    "ru": "и в на с по что о не для из к от как его это был была между также при их а за",
    "uk": "і в на з що не для до як від та у про це був між також за із які щодо й",
    "be": "і ў на з што не для да як ад у аб гэта быў паміж таксама за якія",
    "bg": "и в на с за от да се че не по са е като към между бе също ще",
    "sr": "и у на је се да с за о од који која су између те као или према уз био",
    "mk": "и во на е се да со за од што како меѓу исто така ќе беше",
    "kk": "және мен үшін бұл бір бойынша туралы арасында осы де да болып",
    "ky": "жана менен үчүн бул бир боюнча тууралуу ортосунда ошол да болуп",
    "tg": "ва дар ба аз ки барои бо ин як байни дар",
    "mn": "ба болон нь энэ нэг дээр тухай хооронд юм бөгөөд",
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه بين كما خلال وقد",
    "fa": "در از به که را با این است برای آن و بین شد های می",
    "ur": "کے کی میں اور سے کا کو نے پر ہے یہ",
    "ps": "په د او چې سره کې له دا",
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30fa]+")),
    ("ko", re.compile(r"[\uac00-\ud7a3]+")),
    ("zh", re.compile(r"[\u4e00-\u9fff]+")),
    ("th", re.compile(r"[\u0e01-\u0e5b]+")),
    ("lo", re.compile(r"[\u0e81-\u0edf]+")),
    ("km", re.compile(r"[\u1780-\u17dd]+")),
    ("my", re.compile(r"[\u1000-\u109f]+")),
    ("ka", re.compile(r"[\u10d0-\u10ff]+")),
    ("hy", re.compile(r"[\u0531-\u058a]+")),
    ("el", re.compile(r"[\u0370-\u03ff]+")),
    ("he", re.compile(r"[\u05d0-\u05ea]+")),
    ("am", re.compile(r"[\u1200-\u137f]+")),
    ("hi", re.compile(r"[\u0900-\u097f]+")),
    ("bn", re.compile(r"[\u0980-\u09ff]+")),
    ("ta", re.compile(r"[\u0b80-\u0bff]+")),
    ("si", re.compile(r"[\u0d80-\u0dff]+")),
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0530-\u1fff\u3040-\ud7ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_WORD = re.compile(r"[^\W\d_]+(?:[ʻ'’][^\W\d_]+)?")
# Letters that one of a group of neighbours has and the others have not.
_OWN = {
    "uk": "їєґ",
    "be": "ў",
    "sr": "ђћџљњј",
    "mk": "ѓќѕ",
    "kk": "әұқғһ",
    "tg": "ӣӯҷ",
    "ru": "ыэ",
    "fa": "پچژگ",
    "ur": "ٹڈڑے",
    "ps": "ټډړښځ",
    "pt": "ãõ",
    "es": "ñ¿¡",
    "ro": "șță",
    "tr": "ğış",
    "az": "ə",
    "sk": "ľĺŕô",
    "cs": "řůě",
    "pl": "łżśąę",
    "hu": "őű",
    "da": "æø",
    "sv": "äö",
    "de": "ßü",
    "is": "þð",
    "ca": "·ç",
}
_GROUPS = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"),
    "arabic": ("ar", "fa", "ur", "ps"),
}
_LATIN_GROUP = tuple(
    code for code in _WORDS if code not in _GROUPS["cyrillic"] and code not in _GROUPS["arabic"]
)
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _code, _listed in _WORDS.items():
    for _small in dict.fromkeys(_listed.split()):
        _LANGUAGES_OF[_small] = (*_LANGUAGES_OF.get(_small, ()), _code)
# Enough of a text to tell its language, in characters.
_ENOUGH = 3000
# Below this share of small words among all words nothing is said of the language.
_LEAST = 0.06


def detect(text: str, hint: str | None = None) -> str | None:
    """The ISO 639-1 code of the language in which most of a text is written.

    `hint` is what the page declares; it decides between languages that the text leaves open (a
    text of a few words, Norwegian and Danish), and is passed over where the text contradicts it.
    None where neither tells.
    """
    sample = text[:_ENOUGH]
    declared = (hint or "").strip().lower().replace("_", "-").split("-")[0]
    declared = {"nb": "no", "nn": "no", "in": "id", "iw": "he", "fil": "tl"}.get(declared, declared)
    scripts = dict.fromkeys((code for code, _ in _SCRIPTS), 0)
    if _OTHER_SCRIPT.search(sample):
        scripts = {code: _letters(pattern, sample) for code, pattern in _SCRIPTS}
    counts = {
        "latin": _letters(_LATIN, sample),
        "cyrillic": _letters(_CYRILLIC, sample),
        "arabic": _letters(_ARABIC, sample),
    }
    # A character of these scripts is worth a syllable or a word, a Latin letter is not.
    kana = scripts["ja"] * 3 + scripts["zh"] * 2 if scripts["ja"] else 0
    east = max(kana, scripts["ko"] * 2, scripts["zh"] * 2)
    if east > max(counts.values()):
        if scripts["ja"] * 12 > scripts["zh"]:
            return "ja" if scripts["ja"] >= scripts["ko"] else "ko"
        return "ko" if scripts["ko"] * 4 > scripts["zh"] else "zh"
    most = max(scripts, key=lambda code: scripts[code])
    if scripts[most] > max(counts.values()):
        return most
    group = max(counts, key=lambda name: counts[name])
    if not counts[group]:
        return declared if declared in _WORDS or declared in scripts else None
    return _by_words(sample, _GROUPS.get(group, _LATIN_GROUP), declared)


def _letters(runs: re.Pattern[str], sample: str) -> int:
    """How many letters of a script a sample has."""
    return len("".join(runs.findall(sample)))


def _by_words(sample: str, group: tuple[str, ...], declared: str) -> str | None:
    words = [w.casefold() for w in _WORD.findall(sample)]
    small = dict.fromkeys(group, 0)
    for word, count in Counter(words).items():
        for code in _LANGUAGES_OF.get(word, ()):
            if code in small:
                small[code] += count
    letters = sample.casefold()
    total = len(words) or 1
    scores: dict[str, float] = {}
    for code in group:
        own = sum(map(letters.count, _OWN.get(code, ""))) / total
        scores[code] = small[code] / total + min(own, 0.3) * 0.5
    best = max(scores, key=lambda code: scores[code])
    if scores[best] < _LEAST and group is _LATIN_GROUP:
        return declared if declared in _WORDS else None
    if scores[best] < _LEAST / 3:
        # A few words without small ones among them: the script's most written language.
        return declared if declared in group else group[0]
    if declared in scores and scores[declared] > scores[best] * 0.9:
        return declared
    return best
